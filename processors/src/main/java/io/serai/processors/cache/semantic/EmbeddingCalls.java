package io.serai.processors.cache.semantic;

import io.serai.processors.check.SideCall;
import io.serai.processors.semantic.Embedder;
import java.time.Duration;
import java.util.List;
import org.apache.camel.CamelContext;

/**
 * Where texts point by the word of a model, asked by the gateway for itself.
 *
 * @param uri {@code model:embedder}, {@code ai:openai/text-embedding-3-small}
 * @param timeout of one call
 */
public record EmbeddingCalls(CamelContext context, String uri, Duration timeout) implements TextEmbedding {

    @Override
    public List<float[]> embed(List<String> texts) {
        return new Embedder(new SideCall(uri), timeout).ask(texts, context).vectors();
    }
}
