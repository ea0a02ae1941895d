package io.serai.processors.identity.route;

import io.serai.api.call.CallCheck;
import io.serai.api.call.CallCheck.Permit;
import io.serai.api.call.CallCheck.Turn;
import io.serai.api.call.CallNames;
import io.serai.api.call.Operation;
import io.serai.api.caller.Caller;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.model.ModelCard;
import io.serai.api.model.ModelCatalog;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Asks the {@link CallCheck} of the context whether the caller of a message may call a model, and may just now: for routes that call a model
 * by its name, since routes call each other unasked. What the check counts for the call it gives back when the exchange is done.
 *
 * <p>Sets the header {@link CallNames#MODEL} to the model that is to be called, which a limit may have put in the place of the one that was
 * asked for. Fails as the check does: HTTP 403, 404, 429.
 */
public final class AdmitProcessor implements Processor {

    private String model = "";
    private Operation operation = Operation.CHAT;

    /** @param model that is to be called */
    public void setModel(String model) {
        this.model = model;
    }

    public String getModel() {
        return model;
    }

    /**
     * What the model is to do, by the word that Serai has for it.
     *
     * @throws IllegalArgumentException where there is no such operation
     */
    public void setOperation(String label) {
        this.operation = Arrays.stream(Operation.values())
                .filter(each -> each.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no operation '" + label + "'"));
    }

    public String getOperation() {
        return operation.label();
    }

    @Override
    public void process(Exchange exchange) {
        CamelContext camel = exchange.getContext();
        ModelCard card = CamelContextHelper.mandatoryFindSingleByType(camel, ModelCatalog.class)
                .find(model)
                .map(found -> found.named(model))
                .orElseThrow(() -> new CallerException(
                                ErrorKind.CALLER_NOT_FOUND, "The model `" + model + "` does not exist.")
                        .withParam("model")
                        .withCode("model_not_found"));
        Permit permit = CamelContextHelper.mandatoryFindSingleByType(camel, CallCheck.class)
                .admit(ask(exchange, card));
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                permit.ended().run();
            }
        });
        permit.limits().ifPresent(limits -> exchange.setProperty(CallNames.LIMITS, limits));
        permit.budgetLeft().ifPresent(left -> exchange.setProperty(CallNames.BUDGET_LEFT, left));
        String admitted = permit.instead().orElse(model);
        exchange.setProperty(CallNames.ASKED, admitted);
        exchange.getMessage().setHeader(CallNames.MODEL, admitted);
    }

    private CallCheck.Ask ask(Exchange exchange, ModelCard card) {
        return new CallCheck.Ask(
                exchange.getProperty(CallNames.CALLER, Caller.class),
                exchange.getProperty(CallNames.REQUEST_ID, exchange.getExchangeId(), String.class),
                card,
                operation,
                tags(exchange),
                exchange.getMessage().getHeader(CallNames.REGION, "", String.class),
                exchange.getProperty(CallNames.ASKED) == null ? Turn.FIRST : Turn.LATER);
    }

    private static Set<String> tags(Exchange exchange) {
        Caller caller = exchange.getProperty(CallNames.CALLER, Caller.class);
        Set<String> tags = Arrays.stream(exchange.getMessage()
                        .getHeader(CallNames.TAGS, "", String.class)
                        .split(","))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .collect(Collectors.toSet());
        if (caller != null) {
            tags.addAll(caller.tags());
        }
        return tags;
    }
}
