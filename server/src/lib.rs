#![doc = "The portal as a program: its settings, its commands, and how it speaks HTTP."]
#![doc = ""]
#![doc = "A library as well, so that tests can hold the very router that is served."]

mod assets;
pub mod cli;
mod connections;
pub mod http;
mod jobs;
mod leaks;
mod serve;
pub mod settings;
mod signals;
mod verify;
