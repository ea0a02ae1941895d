package io.serai.providers.serving.httpjson;

import io.serai.providers.http.Translator;
import io.serai.providers.serving.ServingFixture;
import io.serai.providers.spi.ProviderSettings;
import io.serai.providers.spi.Timeouts;
import java.util.Map;
import java.util.Optional;

/** An endpoint that scores numbers, and talks. */
public final class HttpJsonFixture extends ServingFixture {

    private static final Map<String, Object> OPTIONS = Map.of(
            "predict",
            Map.of("path", "/score", "request", Map.of("values", "$.inputs[0].data"), "response", "$.scores"),
            "chat",
            Map.of("request", Map.of("messages", "$.messages"), "response", "$.text"));

    public HttpJsonFixture() throws Exception {
        super("http-json", "{\"scores\": [0.1, 0.9]}", "{\"error\": \"no\"}");
    }

    @Override
    protected Map<String, Object> options() {
        return OPTIONS;
    }

    @Override
    public Translator translator(Map<String, Object> options) {
        return HttpJsonDialect.translator(new ProviderSettings(
                "golden",
                Optional.empty(),
                Optional.of("sk-test"),
                Map.of(),
                options.isEmpty() ? OPTIONS : options,
                Timeouts.DEFAULT));
    }
}
