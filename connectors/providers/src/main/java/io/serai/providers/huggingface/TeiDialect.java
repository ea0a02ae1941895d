package io.serai.providers.huggingface;

import io.serai.api.call.Operation;
import io.serai.providers.http.UpstreamClient;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.Dialect;
import io.serai.providers.spi.ProviderSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Text Embeddings Inference by its own <a href="https://huggingface.github.io/text-embeddings-inference/">API</a>, {@code /embed} and
 * {@code /rerank}: its OpenAI-compatible {@code /v1/embeddings} knows neither {@code truncate} nor {@code prompt_name}, and there is none
 * for rankings. Option {@code prompts}: the model's {@code prompt_name} for each {@code input_type} that it has one for, such as
 * {@code {search_query: query, search_document: passage}}.
 */
public final class TeiDialect implements Dialect {

    @Override
    public String name() {
        return "tei";
    }

    @Override
    public Set<Operation> operations() {
        return Set.of(Operation.EMBED, Operation.RERANK);
    }

    @Override
    public Backend open(ProviderSettings provider, UpstreamClient http) {
        Map<String, String> prompts = new LinkedHashMap<>();
        Object given = provider.options().get("prompts");
        if (given instanceof Map<?, ?> named) {
            named.forEach((type, prompt) -> prompts.put(String.valueOf(type), String.valueOf(prompt)));
        } else if (given != null) {
            throw new IllegalArgumentException(
                    "expected prompts to be a map of input types to names, found '" + given + "'");
        }
        return Access.open(provider, new TeiTranslator(prompts, Access.errors(provider)), http);
    }
}
