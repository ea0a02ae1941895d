package io.serai.processors.cluster;

import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.api.error.PolicyException;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import java.time.Duration;
import java.util.Arrays;

/** A failure as one node tells it another: what a caller may be told, and no more. */
final class FlightFailure {

    private static final int KIND = 1;
    private static final int MESSAGE = 2;
    private static final int PARAM = 3;
    private static final int CODE = 4;
    private static final int RETRY_MILLIS = 5;

    private FlightFailure() {}

    static FrameWriter write(SeraiException failure) {
        FrameWriter out = new FrameWriter().put(KIND, failure.kind().label()).put(MESSAGE, failure.getMessage());
        failure.param().ifPresent(param -> out.put(PARAM, param));
        failure.code().ifPresent(code -> out.put(CODE, code));
        failure.retryAfter().ifPresent(after -> out.put(RETRY_MILLIS, after.toMillis()));
        return out;
    }

    static SeraiException read(FrameReader in) {
        String label = in.text(KIND);
        ErrorKind kind = Arrays.stream(ErrorKind.values())
                .filter(each -> each.label().equals(label))
                .findFirst()
                .orElse(ErrorKind.GATEWAY_INTERNAL);
        SeraiException failure = of(kind, in.text(MESSAGE));
        in.texts(PARAM).forEach(failure::withParam);
        in.texts(CODE).forEach(failure::withCode);
        long retry = in.number(RETRY_MILLIS, -1);
        return retry < 0 ? failure : failure.withRetryAfter(Duration.ofMillis(retry));
    }

    static SeraiException of(ErrorKind kind, String message) {
        String fault = kind.label().substring(0, kind.label().indexOf('_'));
        return switch (fault) {
            case "caller" -> new CallerException(kind, message);
            case "policy" -> new PolicyException(kind, message);
            case "provider" -> new ProviderException(kind, message);
            default -> new GatewayException(kind, message);
        };
    }
}
