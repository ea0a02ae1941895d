package io.serai.api.call;

import java.util.Map;

/** Counts tokens as a model's tokenizer does. Takes milliseconds for a long text. */
@FunctionalInterface
public interface TokenCount {

    /**
     * The tokens of the texts of a request.
     *
     * @param model as the provider calls it
     * @param request in canonical form
     */
    long input(String model, Operation operation, Map<String, Object> request);
}
