//! Demo and load data.
