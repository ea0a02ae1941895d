package io.serai.gateway.cache;

import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import io.serai.gateway.accounts.AccountedGateway;
import io.serai.gateway.accounts.AccountedGateway.Key;
import io.serai.gateway.accounts.AccountedGateway.Reply;
import io.serai.gateway.cache.FrontEnd.Form;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.function.BiConsumer;

/** A gateway with accounts whose models {@code kept} and {@code plain} ask one upstream; the first keeps what it is told. */
final class CachedGateway implements AutoCloseable {

    /** Header: what the cache has done. */
    static final String VERDICT = "x-serai-cache";

    private final TestUpstream upstream;
    private final AccountedGateway gateway;

    private CachedGateway(TestUpstream upstream, AccountedGateway gateway) {
        this.upstream = upstream;
        this.gateway = gateway;
    }

    /** One whose upstream answers whole and streamed calls. */
    static CachedGateway start(Path data) throws Exception {
        return start(data, CachedGateway::answer, "");
    }

    /** @param more routes beside its own */
    static CachedGateway start(Path data, BiConsumer<HttpServerRequest, Buffer> behaviour, String more)
            throws Exception {
        TestUpstream upstream = TestUpstream.behaving(behaviour);
        TestGateway.Setup setup = TestGateway.setup()
                .provider("upstream", upstream.baseUrl())
                .model("plain", "- to: {uri: \"ai:upstream/m\"}\n")
                .model("kept", kept("{ttl: 1h}"))
                .file(
                        "prices.yaml",
                        """
                        prices:
                          upstream:
                            source: this test
                            date: 2026-11-21
                            models:
                              "*": {input: 1, output: 2}
                        """);
        if (!more.isEmpty()) {
            setup.file("more.camel.yaml", more);
        }
        return new CachedGateway(upstream, AccountedGateway.first(setup.accounts(data)));
    }

    /** The step that calls the upstream, with a cache around it. */
    static String kept(String parameters) {
        return """
                - kamelet:
                    name: serai-cache
                    parameters: %s
                    steps:
                      - to: {uri: "ai:upstream/m"}
                """
                .formatted(parameters);
    }

    /** As OpenAI does, streamed where that is asked for. */
    static void answer(HttpServerRequest request, Buffer body) {
        if (body.toString().contains("\"stream\":true")) {
            TestUpstream.stream(request)
                    .end(TestUpstream.content("Hel") + TestUpstream.content("lo") + TestUpstream.finish());
        } else {
            TestUpstream.json(request, TestUpstream.ANSWER);
        }
    }

    AccountedGateway accounts() {
        return gateway;
    }

    TestUpstream upstream() {
        return upstream;
    }

    /** A key of a new tenant. */
    Key tenant(String name) {
        return gateway.key(gateway.application(name), java.util.Map.of());
    }

    Reply ask(FrontEnd frontEnd, String model, String text, Form form, Key key, String... headers) {
        HttpRequest.Builder request =
                frontEnd.ask(gateway.gateway(), model, text, form).header("authorization", "Bearer " + key.secret());
        return gateway.send(headers.length == 0 ? request : request.headers(headers));
    }

    /** A whole answer of model {@code kept}, by OpenAI's chat. */
    Reply ask(String text, Key key, String... headers) {
        return ask(FrontEnd.OPENAI, "kept", text, Form.WHOLE, key, headers);
    }

    /** A body to OpenAI's chat. */
    Reply post(String body, Key key, String... headers) {
        HttpRequest.Builder request =
                gateway.gateway().post("/v1/chat/completions", body).header("authorization", "Bearer " + key.secret());
        return gateway.send(headers.length == 0 ? request : request.headers(headers));
    }

    @Override
    public void close() throws Exception {
        gateway.close();
        upstream.close();
    }
}
