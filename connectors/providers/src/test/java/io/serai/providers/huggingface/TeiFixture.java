package io.serai.providers.huggingface;

import io.serai.api.call.Operation;
import io.serai.providers.contract.MockServerFixture;
import java.util.Map;

/** A server in TEI's wire format (huggingface.github.io/text-embeddings-inference), whose base path says how it behaves. */
public final class TeiFixture extends MockServerFixture {

    public TeiFixture() throws Exception {
        super("tei", Wire.unstreamed("{\"error\":\"no\",\"error_type\":\"Validation\"}", "[[0.1,0.2]]"));
    }

    @Override
    public Operation operation() {
        return Operation.EMBED;
    }

    @Override
    public Map<String, Object> request() {
        return Map.of("input", "Hello");
    }

    @Override
    protected Map<String, String> headers() {
        return Map.of("x-compute-tokens", "3");
    }
}
