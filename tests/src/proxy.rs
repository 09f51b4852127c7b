//! A line in front of one or several listeners, which can be cut.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Spreads connections over what stands behind it, one after the other, and passes over what does not answer.
#[derive(Debug)]
pub struct Proxy {
    /// Host and port to connect to.
    pub address: SocketAddr,
    cut: Arc<watch::Sender<bool>>,
    task: JoinHandle<()>,
}

impl Proxy {
    /// In front of these, each `HOST:PORT`.
    pub async fn before(behind: Vec<String>) -> Proxy {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let cut = Arc::new(watch::Sender::new(false));
        let (behind, next, line) = (Arc::new(behind), Arc::new(AtomicUsize::new(0)), cut.clone());
        let task = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (behind, next, cut) = (behind.clone(), next.clone(), line.subscribe());
                tokio::spawn(pass(client, behind, next, cut));
            }
        });
        Proxy { address, cut, task }
    }

    /// Cuts every connection and lets no new one through, or lets them through again.
    pub fn cut(&self, cut: bool) {
        self.cut.send_replace(cut);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
        self.cut.send_replace(true);
    }
}

async fn pass(
    mut client: TcpStream,
    behind: Arc<Vec<String>>,
    next: Arc<AtomicUsize>,
    mut cut: watch::Receiver<bool>,
) {
    for _ in 0..behind.len() {
        let at = next.fetch_add(1, Ordering::Relaxed) % behind.len();
        if *cut.borrow() {
            return;
        }
        let Ok(mut server) = TcpStream::connect(&behind[at]).await else { continue };
        tokio::select! {
            _ = tokio::io::copy_bidirectional(&mut client, &mut server) => {}
            _ = cut.wait_for(|cut| *cut) => {}
        }
        return;
    }
}
