package io.serai.providers.ai;

import io.serai.api.call.AttemptCheck;
import io.serai.api.call.AttemptCheck.Grant;
import io.serai.api.call.CallNames;
import io.serai.api.call.Operation;
import io.serai.api.chat.Usage;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import io.serai.api.meter.Attempt;
import io.serai.api.meter.Meter;
import io.serai.providers.exchange.CallBody;
import io.serai.providers.exchange.Output;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.ProviderCall;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.Exchange;

/**
 * One call of a provider on behalf of an exchange, whose body its answer becomes. Each time that it is made is an attempt of its own.
 *
 * @param provider its name
 * @param naming who has named the model
 * @param output what is left in the body of an answer that comes whole
 * @param check asked before each time
 * @param ask what it is asked
 */
record AiCall(
        Exchange exchange,
        Meter meter,
        String provider,
        Naming naming,
        Form form,
        Output output,
        AttemptCheck check,
        AttemptCheck.Ask ask) {

    /** Who has named the model. */
    enum Naming {
        BY_CALLER,
        BY_ROUTE
    }

    /** How the answer comes. */
    enum Form {
        WHOLE,
        STREAM,
        BYTES
    }

    /**
     * Makes the call.
     *
     * @param key the label of the key it is made by, where there are several; else the empty string
     * @param brokenOff told of an answer that breaks off after it has begun
     * @throws SeraiException where it fails before that
     */
    void make(Backend backend, ProviderCall call, String key, Consumer<SeraiException> brokenOff) {
        Grant grant = check.check(ask);
        Attempt attempt = meter.begin(provider, call.model(), call.operation());
        GrantedAttempt granted = new GrantedAttempt(attempt, grant);
        // From the beginning: what is told before a failure counts as well.
        attempt.report(call.notes());
        if (!key.isEmpty()) {
            attempt.reportKey(key);
        }
        try {
            switch (form) {
                case WHOLE -> whole(backend, call, granted);
                case STREAM -> stream(backend, call, granted, brokenOff);
                case BYTES -> bytes(backend, call, granted);
            }
            exchange.setProperty(CallNames.ATTEMPT, attempt);
        } catch (RuntimeException | Error e) {
            throw granted.fail(whoseFault(e, call));
        }
    }

    /** A model that is not there is the caller's mistake only where the caller has named it: else another target may be there. */
    private Throwable whoseFault(Throwable failure, ProviderCall call) {
        return naming == Naming.BY_ROUTE
                        && failure instanceof CallerException unknown
                        && unknown.kind() == ErrorKind.CALLER_NOT_FOUND
                ? new ProviderException(
                        ErrorKind.PROVIDER_NOT_CONFIGURED,
                        "provider '" + provider + "' does not know the model '" + call.model()
                                + "' that this route calls")
                : failure;
    }

    private void whole(Backend backend, ProviderCall call, GrantedAttempt granted) {
        Map<String, Object> answer = backend.answer(call);
        Usage.in(answer).ifPresentOrElse(granted.attempt()::report, () -> granted.cameWhole(tokensOf(answer)));
        if (answer.get("model") instanceof String named) {
            granted.attempt().reportModel(named);
        }
        granted.succeed();
        CallBody.answer(exchange, answer, call.operation() == Operation.CHAT ? output : Output.answer);
    }

    private static long tokensOf(Map<String, Object> answer) {
        SeenTokens seen = new SeenTokens();
        seen.add(answer);
        return seen.count();
    }

    private void stream(
            Backend backend, ProviderCall call, GrantedAttempt granted, Consumer<SeraiException> brokenOff) {
        MeteredStream chunks = new MeteredStream(backend.stream(call), granted, brokenOff);
        call.cancellation().whenAnswered(chunks::close);
        exchange.getMessage().setBody(chunks);
    }

    private void bytes(Backend backend, ProviderCall call, GrantedAttempt granted) {
        MeteredBytes bytes = new MeteredBytes(backend.bytes(call), granted);
        call.cancellation().whenAnswered(bytes::close);
        exchange.getMessage().setBody(bytes);
    }
}
