package io.serai.providers.contract;

import io.serai.providers.Provider;
import io.serai.providers.http.Translator;
import io.serai.providers.http.TranslatorOf;
import io.serai.providers.http.UpstreamClient;
import io.serai.providers.http.UpstreamOptions;
import io.serai.providers.spi.Backend;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server in OpenAI's wire format (platform.openai.com/docs/api-reference/chat), whose base path says how it behaves. */
abstract class OpenAiShapedFixture implements ProviderFixture {

    private static final String START =
            "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":";
    private static final String USAGE = "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}";

    private final Vertx vertx = Vertx.vertx();
    private final UpstreamClient http = new UpstreamClient(vertx, UpstreamOptions.DEFAULT);
    private final HttpServer server;

    OpenAiShapedFixture() throws Exception {
        server = vertx.createHttpServer().requestHandler(request -> request.body()
                .onSuccess(body -> answer(request, body.toString().contains("\"stream\":true"))));
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /** A provider of the dialect, its key {@code sk-test}, without an address. */
    abstract Provider provider();

    @Override
    public Translator translator(Map<String, Object> options) {
        Provider provider = provider();
        provider.setBaseUrl("http://127.0.0.1:1/v1");
        provider.setOptions(options);
        return TranslatorOf.backend(provider.open("golden", http).backend());
    }

    @Override
    public Backend answering() {
        return backend("answering");
    }

    @Override
    public Backend refusing(int status) {
        return backend("refusing-" + status);
    }

    @Override
    public Backend silent() {
        return backend("silent");
    }

    @Override
    public Backend cutting() {
        return backend("cutting");
    }

    private Backend backend(String behaviour) {
        Provider provider = provider();
        provider.setBaseUrl("http://127.0.0.1:" + server.actualPort() + "/" + behaviour);
        return provider.open("contract", http).backend();
    }

    private static void answer(HttpServerRequest request, boolean stream) {
        String behaviour = request.path().split("/")[1];
        if (behaviour.startsWith("refusing-")) {
            request.response()
                    .setStatusCode(Integer.parseInt(behaviour.substring("refusing-".length())))
                    .putHeader("retry-after", "7")
                    .putHeader("content-type", "application/json")
                    .end("{\"error\":{\"message\":\"no\",\"type\":\"x\",\"param\":null,\"code\":null}}");
        } else if (!behaviour.equals("silent")) {
            if (stream) {
                request.response().setChunked(true).putHeader("content-type", "text/event-stream");
                request.response().write(content("Hel") + content("lo"));
                if (behaviour.equals("cutting")) {
                    request.connection().close();
                } else {
                    request.response()
                            .end(START + "[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n" + START + "[],"
                                    + USAGE + "}\n\ndata: [DONE]\n\n");
                }
            } else if (behaviour.equals("cutting")) {
                request.response()
                        .putHeader("content-length", "500")
                        .write("{\"id\":")
                        .onComplete(sent -> request.connection().close());
            } else {
                request.response()
                        .putHeader("content-type", "application/json")
                        .end(
                                "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":"
                                        + "{\"role\":\"assistant\",\"content\":\"Hello\"},\"finish_reason\":\"stop\"}],"
                                        + USAGE + "}");
            }
        }
    }

    private static String content(String text) {
        return START + "[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"" + text
                + "\"},\"finish_reason\":null}]}\n\n";
    }

    @Override
    public final void close() {
        http.close();
        vertx.close();
    }
}
