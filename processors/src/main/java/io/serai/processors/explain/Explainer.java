package io.serai.processors.explain;

import io.serai.api.call.CallNames;
import io.serai.api.call.Operation;
import io.serai.api.explain.Inquiry;
import io.serai.api.json.Json;
import io.serai.api.model.ModelCard;
import io.serai.api.model.ModelCatalog;
import io.serai.api.model.ResolvedModel;
import io.serai.api.standing.AnswerForm;
import io.serai.processors.frontend.Catalog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Answers with what would become of the request that a reader has left: its model, its route step by step, who would be asked first. */
public final class Explainer implements Processor {

    private final Catalog catalog = new Catalog();

    @Override
    public void process(Exchange exchange) {
        Inquiry inquiry = inquiry(exchange);
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("object", "explanation");
        told.put("request", request(inquiry));
        told.put("model", model(inquiry, exchange));
        told.put("route", new RouteExplanation(exchange.getContext()).of(inquiry));
        Message message = exchange.getMessage();
        message.setBody(Json.write(told));
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
    }

    private static Inquiry inquiry(Exchange exchange) {
        Message message = exchange.getMessage();
        Map<String, Object> request = new LinkedHashMap<>();
        // Several prompts are several requests, each like the others.
        Object body =
                message.getBody() instanceof List<?> several && !several.isEmpty() ? several.get(0) : message.getBody();
        if (body instanceof Map<?, ?> members) {
            members.forEach((name, value) -> request.put(String.valueOf(name), value));
        }
        boolean stream = message.getHeader(CallNames.STREAM, false, Boolean.class);
        return new Inquiry(
                Operation.of(message.getHeader(CallNames.OPERATION, "", String.class))
                        .orElse(Operation.CHAT),
                message.getHeader(CallNames.MODEL, "", String.class),
                stream ? AnswerForm.STREAMED : AnswerForm.WHOLE,
                request,
                exchange);
    }

    private static Map<String, Object> request(Inquiry inquiry) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("model", inquiry.model());
        told.put("operation", inquiry.operation().label());
        told.put("stream", inquiry.form() == AnswerForm.STREAMED);
        return told;
    }

    private Map<String, Object> model(Inquiry inquiry, Exchange exchange) {
        ModelCatalog models = catalog.of(exchange);
        ModelCard card = models.find(inquiry.model()).orElseThrow(() -> Catalog.unknown(inquiry.model()));
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("requested", inquiry.model());
        models.resolve(inquiry.model()).ifPresent(resolved -> resolved(resolved, told));
        told.put("description", card.description());
        told.put("status", card.status().name().toLowerCase(Locale.ROOT));
        told.put(
                "operations",
                card.operations().stream().map(Operation::label).sorted().toList());
        told.put("capabilities", card.capabilities().stream().sorted().toList());
        card.contextWindow().ifPresent(tokens -> told.put("context_window", tokens));
        if (!card.operations().contains(inquiry.operation())) {
            told.put(
                    "refused",
                    "The model does not offer the operation '"
                            + inquiry.operation().label() + "'.");
        }
        return told;
    }

    private static void resolved(ResolvedModel model, Map<String, Object> into) {
        into.put("resolved", model.published());
        into.put("match", model.match().label());
    }
}
