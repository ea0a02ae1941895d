package io.serai.gateway.matrix;

import io.serai.gateway.TestGateway;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A gateway with every front end, and a server for every dialect. Who adds one adds its class to a list. */
final class Matrix implements AutoCloseable {

    static final List<FrontEndClient> FRONT_ENDS = List.of(
            new OpenAiChatClient(),
            new CompletionsClient(),
            new ResponsesClient(),
            new AnthropicClient(),
            new GeminiClient(),
            new OllamaClient());

    static final List<Upstream> UPSTREAMS = List.of(
            new OpenAiShapedUpstream(
                    "openai-compatible",
                    "{dialect: openai-compatible, baseUrl: \"%s/v1\", apiKey: sk-test}",
                    "/v1/chat/completions",
                    "gpt-4o",
                    Set.of()),
            new OpenAiShapedUpstream(
                    "azure-openai",
                    "{dialect: azure-openai, baseUrl: \"%s\", apiKey: sk-test}",
                    "/openai/deployments/gpt-4o/chat/completions",
                    "gpt-4o",
                    Set.of()),
            new OpenAiShapedUpstream(
                    "azure-inference",
                    "{dialect: azure-inference, baseUrl: \"%s\", apiKey: sk-test}",
                    "/chat/completions",
                    "DeepSeek-R1",
                    Set.of()),
            new OpenAiShapedUpstream(
                    "tgi", "{dialect: tgi, baseUrl: \"%s\"}", "/v1/chat/completions", "tgi", Set.of(Ability.REASONING)),
            // Its ids have nine characters; it tells reasoning in parts of the content.
            preset("mistral", "mistral-small-latest", Ability.REASONING, Ability.CALL_IDS),
            // A schema is a strict tool, which is elsewhere: /beta.
            preset("deepseek", "deepseek-chat", Ability.IMAGES, Ability.SCHEMAS),
            preset("groq", "openai/gpt-oss-120b"),
            preset("openrouter", "openai/gpt-4o"),
            new ResponsesUpstream(),
            new AnthropicUpstream(),
            new BedrockUpstream(),
            new GeminiUpstream(),
            new CohereUpstream(),
            new OllamaUpstream());

    /** OpenAI's dialect as a service deviates from it. */
    private static Upstream preset(String name, String model, Ability... cannot) {
        return new OpenAiShapedUpstream(
                name,
                "{preset: " + name + ", baseUrl: \"%s/v1\", apiKey: sk-test}",
                "/v1/chat/completions",
                model,
                Set.of(cannot));
    }

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Map<Upstream, UpstreamServer> servers = new LinkedHashMap<>();
    private final TestGateway gateway;

    /** A front end and the dialect behind it. */
    record Pair(FrontEndClient frontEnd, Upstream upstream) {

        boolean can(Ability ability) {
            return frontEnd.can(ability) && upstream.can(ability);
        }

        String model() {
            return "to-" + upstream.name();
        }

        @Override
        public String toString() {
            return frontEnd.name() + " to " + upstream.name();
        }
    }

    Matrix() throws Exception {
        TestGateway.Setup setup = TestGateway.setup();
        for (Upstream upstream : UPSTREAMS) {
            UpstreamServer server = new UpstreamServer(vertx, upstream);
            servers.put(upstream, server);
            String provider = "test-" + upstream.name();
            setup.file(
                    "provider-" + upstream.name() + ".camel.yaml",
                    """
                    - beans:
                        - name: %s
                          type: io.serai.providers.Provider
                          properties: %s
                    """
                            .formatted(provider, upstream.properties(server.address())));
            setup.model("to-" + upstream.name(), "- to: \"ai:" + provider + "/" + upstream.model() + "\"\n");
        }
        gateway = setup.start();
    }

    static Stream<Pair> pairs() {
        return FRONT_ENDS.stream()
                .flatMap(frontEnd -> UPSTREAMS.stream().map(upstream -> new Pair(frontEnd, upstream)));
    }

    UpstreamServer server(Pair pair) {
        return servers.get(pair.upstream());
    }

    HttpResponse<String> post(Pair pair, Question question, FrontEndClient.Form form)
            throws IOException, InterruptedException {
        FrontEndClient.Post post = pair.frontEnd().ask(pair.model(), question, form);
        HttpRequest.Builder request = gateway.post(post.path(), post.body().encode());
        return gateway.send(request);
    }

    @Override
    public void close() throws Exception {
        gateway.close();
        for (UpstreamServer server : servers.values()) {
            server.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
