//! Messages that leave: written with what they speak of, sent later.

/// How messages leave.
#[derive(Debug, Clone)]
pub enum Mailer {
    /// As files in a folder, for a portal without a mail server.
    Folder(std::path::PathBuf),
}
