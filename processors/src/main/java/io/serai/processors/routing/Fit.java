package io.serai.processors.routing;

import io.serai.api.call.CallNames;
import io.serai.api.caller.Tags;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Which targets can serve a request. */
final class Fit {

    private static final Fit ANY = new Fit(-1L, EnumSet.noneOf(Misfit.class));

    private final long able;
    private final Set<Misfit> misfits;

    private Fit(long able, Set<Misfit> misfits) {
        this.able = able;
        this.misfits = misfits;
    }

    /** @param inputTokens estimated */
    static Fit of(Exchange exchange, Targets targets, long inputTokens) {
        Message message = exchange.getMessage();
        String tags = message.getHeader(CallNames.TAGS, String.class);
        String region = message.getHeader(CallNames.REGION, String.class);
        if (!targets.areConditional() && tags == null && region == null) {
            return ANY;
        }
        Asked asked = asked(message, tags, region, inputTokens);
        long able = 0;
        Set<Misfit> misfits = EnumSet.noneOf(Misfit.class);
        for (int i = 0; i < targets.count(); i++) {
            Misfit misfit = asked.misfit(targets.target(i), exchange);
            if (misfit == null) {
                able |= 1L << i;
            } else {
                misfits.add(misfit);
            }
        }
        return new Fit(able, misfits);
    }

    /**
     * Why a target can't serve a request; empty where it can.
     *
     * @param inputTokens estimated
     */
    static Optional<Misfit> misfit(Exchange exchange, Target target, long inputTokens) {
        Message message = exchange.getMessage();
        String tags = message.getHeader(CallNames.TAGS, String.class);
        String region = message.getHeader(CallNames.REGION, String.class);
        return Optional.ofNullable(asked(message, tags, region, inputTokens).misfit(target, exchange));
    }

    private static Asked asked(Message message, @Nullable String tags, @Nullable String region, long inputTokens) {
        return new Asked(
                Tags.asked(tags),
                region,
                message.getBody() instanceof Map<?, ?> request
                        ? Capability.neededBy(request)
                        : EnumSet.noneOf(Capability.class),
                inputTokens);
    }

    /** The set of those that can. */
    long able() {
        return able;
    }

    /** Whether some can't for this reason. */
    boolean has(Misfit misfit) {
        return misfits.contains(misfit);
    }

    /** What the caller is told where nobody can, by what it can do about it. */
    SeraiException refusal() {
        if (has(Misfit.TOO_LONG)) {
            return new ProviderException(
                    ErrorKind.PROVIDER_CONTEXT_LENGTH,
                    "The request is too long for all targets of this model that could answer it.");
        }
        if (has(Misfit.NOT_ABLE)) {
            return new CallerException(
                            ErrorKind.CALLER_BAD_REQUEST,
                            "No target of this model can do what the request takes, such as tools, images or a schema.")
                    .withParam("model");
        }
        if (has(Misfit.NOT_WANTED)) {
            return new CallerException(
                            ErrorKind.CALLER_BAD_REQUEST,
                            "No target of this model has all that " + CallNames.TAGS + " and " + CallNames.REGION
                                    + " ask for.")
                    .withParam(CallNames.TAGS);
        }
        return new ProviderException(
                ErrorKind.PROVIDER_UNAVAILABLE,
                has(Misfit.NOT_NOW)
                        ? "No target of this model may answer this request: their conditions do not hold."
                        : "No target of this model can serve the request.");
    }

    /** What a request asks of whoever answers it. */
    private record Asked(List<String> tags, @Nullable String region, Set<Capability> needed, long inputTokens) {

        @Nullable
        Misfit misfit(Target target, Exchange exchange) {
            if (!target.tags().containsAll(tags)
                    || (region != null && !region.equals(target.region().orElse(null)))) {
                return Misfit.NOT_WANTED;
            }
            if (!target.capabilities().isEmpty() && !target.capabilities().containsAll(needed)) {
                return Misfit.NOT_ABLE;
            }
            if (target.maxInputTokens().isPresent()
                    && inputTokens > target.maxInputTokens().getAsLong()) {
                return Misfit.TOO_LONG;
            }
            return target.when().isPresent() && !target.when().get().matches(exchange) ? Misfit.NOT_NOW : null;
        }
    }
}
