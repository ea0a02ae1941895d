package io.serai.providers.ai;

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
 */
record AiCall(Exchange exchange, Meter meter, String provider, Naming naming, Form form, Output output) {

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

    /** Who is told of answers that break off after they have begun, where nobody needs to know. */
    static final Consumer<SeraiException> NOBODY = failure -> {};

    /**
     * Makes the call.
     *
     * @param key the label of the key it is made by, where there are several; else the empty string
     * @param brokenOff told of an answer that breaks off after it has begun
     * @throws SeraiException where it fails before that
     */
    void make(Backend backend, ProviderCall call, String key, Consumer<SeraiException> brokenOff) {
        Attempt attempt = meter.begin(provider, call.model(), call.operation());
        // From the beginning: what is told before a failure counts as well.
        attempt.report(call.notes());
        if (!key.isEmpty()) {
            attempt.reportKey(key);
        }
        try {
            switch (form) {
                case WHOLE -> whole(backend, call, attempt);
                case STREAM -> stream(backend, call, attempt, brokenOff);
                case BYTES -> bytes(backend, call, attempt);
            }
            exchange.setProperty(CallNames.ATTEMPT, attempt);
        } catch (RuntimeException e) {
            throw ended(attempt, whoseFault(e, call));
        }
    }

    /** A model that is not there is the caller's mistake only where the caller has named it: else another target may be there. */
    private RuntimeException whoseFault(RuntimeException failure, ProviderCall call) {
        return naming == Naming.BY_ROUTE
                        && failure instanceof CallerException unknown
                        && unknown.kind() == ErrorKind.CALLER_NOT_FOUND
                ? new ProviderException(
                        ErrorKind.PROVIDER_NOT_CONFIGURED,
                        "provider '" + provider + "' does not know the model '" + call.model()
                                + "' that this route calls")
                : failure;
    }

    /** Tells the attempt that it has failed, and how. */
    static SeraiException ended(Attempt attempt, RuntimeException e) {
        SeraiException failure = SeraiException.of(e);
        if (failure.kind() == ErrorKind.CALLER_GONE) {
            attempt.cancel();
        } else {
            attempt.fail(failure.kind());
        }
        return failure;
    }

    private void whole(Backend backend, ProviderCall call, Attempt attempt) {
        Map<String, Object> answer = backend.answer(call);
        Usage.in(answer).ifPresent(attempt::report);
        if (answer.get("model") instanceof String named) {
            attempt.reportModel(named);
        }
        attempt.succeed();
        CallBody.answer(exchange, answer, call.operation() == Operation.CHAT ? output : Output.answer);
    }

    private void stream(Backend backend, ProviderCall call, Attempt attempt, Consumer<SeraiException> brokenOff) {
        MeteredStream chunks = new MeteredStream(backend.stream(call), attempt, brokenOff);
        call.cancellation().whenAnswered(chunks::close);
        exchange.getMessage().setBody(chunks);
    }

    private void bytes(Backend backend, ProviderCall call, Attempt attempt) {
        MeteredBytes bytes = new MeteredBytes(backend.bytes(call), attempt);
        call.cancellation().whenAnswered(bytes::close);
        exchange.getMessage().setBody(bytes);
    }
}
