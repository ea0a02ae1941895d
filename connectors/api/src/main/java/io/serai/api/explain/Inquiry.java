package io.serai.api.explain;

import io.serai.api.call.Operation;
import io.serai.api.standing.AnswerForm;
import java.util.Map;

/**
 * A request of which somebody wants to know what would become of it.
 *
 * @param operation what it asks
 * @param model the name by which the model is called here
 * @param form of the answer
 * @param request in canonical form; not to be changed
 * @param exchange with headers and body as a call would find them; Camel's, which this module does not know
 */
public record Inquiry(
        Operation operation, String model, AnswerForm form, Map<String, Object> request, Object exchange) {

    /** The same with another model's name, on its own exchange. */
    public Inquiry of(String other, Object copy) {
        return new Inquiry(operation, other, form, request, copy);
    }
}
