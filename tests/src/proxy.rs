//! A line in front of one or several listeners, which can be cut.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Spreads connections over what stands behind it, one after the other, and passes over what does not answer.
#[derive(Debug)]
pub struct Proxy {
    /// Host and port to connect to.
    pub address: SocketAddr,
    cut: Arc<watch::Sender<bool>>,
    down: Arc<AtomicU64>,
    task: JoinHandle<()>,
}

impl Proxy {
    /// In front of these, each `HOST:PORT`.
    pub async fn before(behind: Vec<String>) -> Proxy {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let cut = Arc::new(watch::Sender::new(false));
        let down = Arc::new(AtomicU64::new(0));
        let (behind, next, line, count) =
            (Arc::new(behind), Arc::new(AtomicUsize::new(0)), cut.clone(), down.clone());
        let task = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (behind, next, cut) = (behind.clone(), next.clone(), line.subscribe());
                tokio::spawn(pass(client, behind, next, count.clone(), cut));
            }
        });
        Proxy { address, cut, down, task }
    }

    /// Bytes that came back from behind until now, heads of answers included.
    pub fn down(&self) -> u64 {
        self.down.load(Ordering::Relaxed)
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
    down: Arc<AtomicU64>,
    mut cut: watch::Receiver<bool>,
) {
    for _ in 0..behind.len() {
        let at = next.fetch_add(1, Ordering::Relaxed) % behind.len();
        if *cut.borrow() {
            return;
        }
        let Ok(mut server) = TcpStream::connect(&behind[at]).await else { continue };
        tokio::select! {
            _ = carry(&mut client, &mut server, &down) => {}
            _ = cut.wait_for(|cut| *cut) => {}
        }
        return;
    }
}

/// Carries bytes both ways, and counts those that come back.
async fn carry(client: &mut TcpStream, server: &mut TcpStream, down: &AtomicU64) -> std::io::Result<()> {
    let ((mut ask, mut hear), (mut answer, mut listen)) = (client.split(), server.split());
    let there = async {
        tokio::io::copy(&mut ask, &mut listen).await?;
        listen.shutdown().await
    };
    let back = async {
        let mut part = vec![0; 16 * 1024];
        loop {
            let length = answer.read(&mut part).await?;
            if length == 0 {
                return hear.shutdown().await;
            }
            hear.write_all(&part[..length]).await?;
            down.fetch_add(length as u64, Ordering::Relaxed);
        }
    };
    tokio::try_join!(there, back).map(|((), ())| ())
}
