package io.serai.providers.serving;

import io.serai.api.call.Operation;
import io.serai.providers.contract.MockServerFixture;
import java.util.List;
import java.util.Map;

/** A model server. */
public abstract class ServingFixture extends MockServerFixture {

    /**
     * @param answer to a prediction
     * @param refusal of one
     */
    protected ServingFixture(String dialect, String answer, String refusal) throws Exception {
        super(dialect, Wire.unstreamed(refusal, answer));
    }

    @Override
    public Operation operation() {
        return Operation.PREDICT;
    }

    @Override
    public Map<String, Object> request() {
        return Map.of(
                "inputs", List.of(Map.of("name", "x", "shape", List.of(2), "datatype", "FP32", "data", List.of(1, 2))));
    }
}
