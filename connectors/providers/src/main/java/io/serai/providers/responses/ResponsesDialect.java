package io.serai.providers.responses;

import io.serai.api.call.Operation;
import io.serai.providers.http.HttpBackend;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.UpstreamClient;
import io.serai.providers.http.UpstreamTarget;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.Dialect;
import io.serai.providers.spi.NotConfigured;
import io.serai.providers.spi.ProviderSettings;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

/**
 * OpenAI's Responses API (<a href="https://platform.openai.com/docs/api-reference/responses">reference</a>), or another that speaks it, such
 * as Azure's below {@code /openai/v1} with its key in a header {@code api-key}.
 */
public final class ResponsesDialect implements Dialect {

    private static final URI OPENAI = URI.create("https://api.openai.com/v1");
    private static final String AUTHORIZATION = "authorization";

    @Override
    public String name() {
        return "openai-responses";
    }

    @Override
    public Set<Operation> operations() {
        return Set.of(Operation.CHAT, Operation.COUNT_TOKENS);
    }

    @Override
    public Backend open(ProviderSettings settings, UpstreamClient http) {
        UpstreamTarget target = UpstreamTarget.of(settings.baseUrl().orElse(OPENAI));
        Map<String, String> headers = settings.bearerHeaders();
        if (settings.baseUrl().isEmpty() && !headers.containsKey(AUTHORIZATION)) {
            return new NotConfigured(
                    "provider '" + settings.name() + "' has no API key: set its apiKey, by custom from OPENAI_API_KEY");
        }
        ResponsesTranslator translator =
                new ResponsesTranslator(new ProviderErrors(settings.name(), settings.secrets()), settings.account());
        return new HttpBackend(settings.name(), target, headers, translator, http, InstantSource.system());
    }
}
