package io.serai.processors.shadow;

import io.serai.api.chat.ResponseFormat;
import io.serai.api.chat.ToolCall;
import io.serai.api.chat.Usage;
import io.serai.api.meter.Attempt;
import io.serai.api.shadow.ShadowComparison;
import io.serai.api.shadow.ShadowComparison.Likeness;
import io.serai.api.shadow.ShadowComparison.Preference;
import io.serai.api.shadow.ShadowSide;
import io.serai.api.shadow.ShadowSide.SchemaFit;
import io.serai.processors.check.Draft;
import io.serai.processors.check.SchemaCheck;
import io.serai.processors.prices.Costs;
import io.serai.processors.prices.NanoDollars;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.camel.Exchange;

/** Compares what two sides have said to one request. */
final class Comparing {

    private final String shadow;
    private final Map<String, Object> request;
    private final Exchange exchange;
    private final Optional<Judge> judge;

    /** @param exchange of the candidate, for the judge's own call */
    Comparing(String shadow, Map<String, Object> request, Exchange exchange, Optional<Judge> judge) {
        this.shadow = shadow;
        this.request = request;
        this.exchange = exchange;
        this.judge = judge;
    }

    ShadowComparison of(Heard real, Heard candidate) {
        return new ShadowComparison(
                shadow, side(real), side(candidate), toolCalls(real, candidate), preferred(real, candidate));
    }

    private ShadowSide side(Heard heard) {
        return new ShadowSide(
                heard.outcome(),
                heard.error(),
                heard.characters(),
                fit(heard),
                draft(heard).map(Draft::finishReason).filter(reason -> !reason.isEmpty()),
                heard.duration(),
                heard.firstContent(),
                usage(heard),
                cost(heard.attempts()));
    }

    private SchemaFit fit(Heard heard) {
        if (ResponseFormat.in(request).isEmpty()) {
            return SchemaFit.NOT_ASKED;
        }
        return draft(heard)
                .map(draft -> new SchemaCheck().verdict(draft, exchange).passed() ? SchemaFit.FITS : SchemaFit.DIFFERS)
                .orElse(SchemaFit.UNKNOWN);
    }

    private Optional<Draft> draft(Heard heard) {
        return heard.answer().map(answer -> new Draft(request, answer));
    }

    private static Optional<Usage> usage(Heard heard) {
        List<Map<String, Object>> parts = new ArrayList<>();
        heard.attempts().forEach(attempt -> attempt.usage().ifPresent(usage -> parts.add(usage.map())));
        return parts.isEmpty() ? heard.answer().flatMap(Usage::in) : Optional.of(new Usage(Usage.sum(parts)));
    }

    private OptionalLong cost(List<Attempt> attempts) {
        Optional<Costs> costs = Costs.in(exchange.getContext());
        if (costs.isEmpty() || attempts.isEmpty()) {
            return OptionalLong.empty();
        }
        NanoDollars sum = NanoDollars.ZERO;
        for (Attempt attempt : attempts) {
            Optional<NanoDollars> cost = costs.get().of(attempt);
            if (cost.isEmpty()) {
                return OptionalLong.empty();
            }
            sum = sum.plus(cost.get());
        }
        return OptionalLong.of(sum.count());
    }

    private Likeness toolCalls(Heard real, Heard candidate) {
        Optional<Draft> one = draft(real);
        Optional<Draft> other = draft(candidate);
        if (one.isEmpty() || other.isEmpty()) {
            return Likeness.UNKNOWN;
        }
        return calls(one.get()).equals(calls(other.get())) ? Likeness.SAME : Likeness.DIFFERENT;
    }

    /** Ids are made up anew each time, and arguments may be spelt in several ways. */
    private static List<Object> calls(Draft draft) {
        List<Object> calls = new ArrayList<>();
        for (ToolCall call : draft.calls()) {
            calls.add(call.name());
            calls.add(call.arguments().<Object>map(arguments -> arguments).orElse(call.argumentsText()));
        }
        return calls;
    }

    private Optional<Preference> preferred(Heard real, Heard candidate) {
        Optional<Draft> one = draft(real);
        Optional<Draft> other = draft(candidate);
        if (one.isEmpty() || other.isEmpty()) {
            return Optional.empty();
        }
        return judge.map(asked -> asked.prefers(request, one.get(), other.get(), exchange));
    }
}
