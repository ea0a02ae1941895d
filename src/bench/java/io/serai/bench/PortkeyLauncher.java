package io.serai.bench;

import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Installs Portkey's open-source gateway by npm, once, and starts it on Node. */
final class PortkeyLauncher {

    // With a later @hono/node-server, which npm would take, every stream ends in HTTP 500 (Portkey-AI/gateway#1389).
    private static final String MANIFEST =
            """
            {
              "private": true,
              "dependencies": {"@portkey-ai/gateway": "1.15.2"},
              "overrides": {"@hono/node-server": "1.14.1"}
            }
            """;
    private static final long INSTALL_SECONDS = 180;

    private final Lab lab;
    private final Path home;
    private final Path module;

    PortkeyLauncher(Lab lab) {
        this.lab = lab;
        this.home = lab.folder().resolve("portkey-1.15.2").toAbsolutePath();
        this.module = home.resolve("node_modules/@portkey-ai/gateway");
    }

    /** Whether it is there now; it is fetched only when it wasn't. */
    boolean install() throws InterruptedException {
        if (Commands.find("node").isEmpty() || Commands.find("npm").isEmpty()) {
            return false;
        }
        if (!Files.exists(server())) {
            // No install scripts: the one it has patches a development tool.
            List<String> npm = List.of(
                    "npm", "install", "--prefix", home.toString(), "--no-audit", "--no-fund", "--ignore-scripts");
            declare();
            ChildProcess process = lab.keep(ChildProcess.logged("npm", npm, Map.of(), lab.folder()));
            if (!process.process().waitFor(INSTALL_SECONDS, TimeUnit.SECONDS)) {
                process.close();
            }
        }
        return Files.exists(server());
    }

    private void declare() {
        try {
            Files.createDirectories(home);
            Files.writeString(home.resolve("package.json"), MANIFEST);
        } catch (IOException e) {
            // npm says so in its log, and the gateway is then reported as missing.
            System.err.println("could not write a package.json for Portkey: " + e.getMessage());
        }
    }

    ChildProcess start(int port) {
        List<String> command = List.of("node", server().toString(), "--port=" + port, "--headless");
        return lab.keep(ChildProcess.logged("portkey", command, Map.of("NODE_ENV", "production"), lab.folder()));
    }

    String version() {
        try {
            Map<String, Object> manifest =
                    Json.standard().readObject(Files.readAllBytes(module.resolve("package.json")));
            return "Portkey " + manifest.get("version") + ", Node " + Commands.firstLine("node", "--version");
        } catch (IOException | JsonException e) {
            return "Portkey of unknown version";
        }
    }

    /** Sends every call to the mock, as to an OpenAI at another address. */
    static Map<String, String> headers(int upstream) {
        return Map.of(
                "Authorization", "Bearer none",
                "x-portkey-provider", "openai",
                "x-portkey-custom-host", "http://127.0.0.1:" + upstream + "/v1");
    }

    private Path server() {
        return module.resolve("build/start-server.js");
    }
}
