//! The real application on a local port, with the pages built for a browser. For tests only.

use std::net::SocketAddr;
use std::path::{Component, Path, PathBuf};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path as UrlPath, State};
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::Value;
use stepwise_app::App;

/// The window's content policy, as far as a browser has it: the same but for Tauri's own channel.
const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; object-src 'none'; frame-src 'none'; worker-src 'none'; \
    media-src 'none'; base-uri 'none'; form-action 'none'";

/// A running server. It ends when this is dropped.
pub struct Server {
    address: SocketAddr,
    task: tokio::task::JoinHandle<()>,
    app: App,
}

#[derive(Clone)]
struct Served {
    app: App,
    pages: PathBuf,
}

impl Server {
    /// Serves the application and the pages on a free port of this machine alone.
    ///
    /// # Errors
    /// When no port is free.
    pub async fn start(app: App, pages: &Path) -> std::io::Result<Self> {
        let listener = tokio::net::TcpListener::bind((std::net::Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let router = Router::new()
            .route("/call/{name}", post(call))
            .fallback(get(page))
            .with_state(Served {
                app: app.clone(),
                pages: pages.to_path_buf(),
            });
        let task = tokio::spawn(async move {
            // It runs until the task is stopped.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self { address, task, app })
    }

    /// The address of the first page.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
        let app = self.app.clone();
        // Closing waits for the worker, and a thread of the runtime must not wait.
        let _ = std::thread::spawn(move || app.close()).join();
    }
}

async fn call(
    State(served): State<Served>,
    UrlPath(name): UrlPath<String>,
    body: Bytes,
) -> Response {
    let request: Value = serde_json::from_slice(&body).unwrap_or(Value::Null);
    let (status, answer) = match served.app.call(&name, request).await {
        Ok(answer) => (StatusCode::OK, answer),
        Err(error) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            serde_json::to_value(error).expect("an error is plain data"),
        ),
    };
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (status, headers, answer.to_string()).into_response()
}

async fn page(State(served): State<Served>, uri: Uri) -> Response {
    let wanted = Path::new(uri.path().trim_start_matches('/'));
    if wanted
        .components()
        .any(|part| !matches!(part, Component::Normal(_)))
    {
        return StatusCode::NOT_FOUND.into_response();
    }
    let wanted = if wanted.as_os_str().is_empty() {
        Path::new("index.html")
    } else {
        wanted
    };
    let Ok(bytes) = tokio::fs::read(served.pages.join(wanted)).await else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut answer = Response::new(Body::from(bytes));
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind(wanted)));
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(POLICY),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

fn kind(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        Some("json") => "application/json",
        _ => "application/octet-stream",
    }
}
