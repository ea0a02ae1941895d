package io.serai.processors.identity.route;

import io.serai.api.call.CallCheck;
import io.serai.api.call.CallCheck.Permit;
import io.serai.api.call.CallCheck.Turn;
import io.serai.api.call.CallNames;
import io.serai.api.call.Operation;
import io.serai.api.caller.Caller;
import io.serai.api.caller.Tags;
import io.serai.api.error.PolicyException;
import io.serai.api.model.ModelCard;
import io.serai.api.model.ModelCatalog;
import io.serai.processors.frontend.Catalog;
import java.util.Arrays;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;

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
    private volatile @Nullable ModelCatalog models;
    private volatile @Nullable CallCheck check;

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
        ModelCard card = models(exchange).subject(model).orElseThrow(() -> Catalog.unknown(model));
        Permit permit = admit(exchange, ask(exchange, card));
        if (!permit.equals(Permit.PLAIN)) {
            exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                @Override
                public void onDone(Exchange done) {
                    permit.ended().run();
                }
            });
        }
        permit.limits().ifPresent(limits -> exchange.setProperty(CallNames.LIMITS, limits));
        permit.budgetLeft().ifPresent(left -> exchange.setProperty(CallNames.BUDGET_LEFT, left));
        exchange.setProperty(CallNames.ASKED, permit.instead().orElse(card.id()));
        exchange.getMessage().setHeader(CallNames.MODEL, permit.instead().orElse(model));
    }

    /** Who is refused is told, too, how much more it may ask. */
    private Permit admit(Exchange exchange, CallCheck.Ask ask) {
        CallCheck rules = check(exchange);
        try {
            return rules.admit(ask);
        } catch (PolicyException e) {
            rules.limits(ask).ifPresent(limits -> exchange.setProperty(CallNames.LIMITS, limits));
            throw e;
        }
    }

    private CallCheck.Ask ask(Exchange exchange, ModelCard card) {
        Caller caller = exchange.getProperty(CallNames.CALLER, Caller.class);
        return new CallCheck.Ask(
                caller,
                exchange.getProperty(CallNames.REQUEST_ID, exchange.getExchangeId(), String.class),
                card,
                operation,
                Tags.of(caller, exchange.getMessage().getHeader(CallNames.TAGS, String.class)),
                exchange.getMessage().getHeader(CallNames.REGION, "", String.class),
                exchange.getProperty(CallNames.ASKED) == null ? Turn.FIRST : Turn.LATER);
    }

    private ModelCatalog models(Exchange exchange) {
        ModelCatalog known = models;
        if (known == null) {
            known = CamelContextHelper.mandatoryFindSingleByType(exchange.getContext(), ModelCatalog.class);
            models = known;
        }
        return known;
    }

    private CallCheck check(Exchange exchange) {
        CallCheck known = check;
        if (known == null) {
            known = CamelContextHelper.mandatoryFindSingleByType(exchange.getContext(), CallCheck.class);
            check = known;
        }
        return known;
    }
}
