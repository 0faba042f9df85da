// Requests go to this server, whatever server the document names.
window.addEventListener("load", async () => {
  const spec = await (await fetch("/openapi")).json();
  spec.servers = [{ url: window.location.origin }];
  window.viewer = window.SwaggerUIBundle({
    spec,
    dom_id: "#viewer",
    deepLinking: true,
    docExpansion: "list",
    filter: true,
    persistAuthorization: false,
    tryItOutEnabled: true,
    validatorUrl: null,
  });
});
