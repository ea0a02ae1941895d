package io.serai.gateway.admin;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Why an admin call was refused, in the shape of RFC 9457.
 *
 * @param status of the answer
 * @param kind whose {@link ErrorKind#label()} is the answer's {@code code}
 * @param detail for people; never a secret
 * @param faults the parts of the request that are wrong; empty where it is not a matter of parts
 * @param headers of the answer, beside its content type
 */
record Problem(int status, ErrorKind kind, String detail, List<Fault> faults, Map<String, String> headers) {

    static final String MEDIA_TYPE = "application/problem+json";

    /** Part of a request. */
    enum Place {
        PATH,
        QUERY,
        HEADER,
        BODY
    }

    /**
     * One part of a request that is wrong.
     *
     * @param field name of a parameter, or a JSON pointer into the body, such as {@code /cidrs/0}
     */
    record Fault(Place place, String field, String detail) {}

    Problem {
        faults = List.copyOf(faults);
        headers = Map.copyOf(headers);
    }

    Problem(int status, ErrorKind kind, String detail, List<Fault> faults) {
        this(status, kind, detail, faults, Map.of());
    }

    static Problem of(ErrorKind kind, String detail) {
        return new Problem(kind.status(), kind, detail, List.of());
    }

    /** The failure as anybody may see it; of those that nobody foresaw only that there was one. */
    static Problem of(Throwable failure) {
        if (failure instanceof ProblemException known) {
            return known.problem();
        }
        SeraiException said = SeraiException.of(failure);
        List<Fault> faults = said.param()
                .map(field -> List.of(new Fault(Place.BODY, "/" + field, said.getMessage())))
                .orElse(List.of());
        return new Problem(said.kind().status(), said.kind(), said.getMessage(), faults, retryAfter(said));
    }

    private static Map<String, String> retryAfter(SeraiException said) {
        return said.retryAfter()
                .map(time -> Map.of("retry-after", String.valueOf(Math.max(1, time.toSeconds()))))
                .orElse(Map.of());
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", "urn:serai:problem:" + kind.label());
        json.put("title", title());
        json.put("status", status);
        json.put("code", kind.label());
        json.put("detail", detail);
        if (!faults.isEmpty()) {
            json.put("errors", faults.stream().map(Problem::json).toList());
        }
        return json;
    }

    private static Map<String, Object> json(Fault fault) {
        return Map.of(
                "in", fault.place().name().toLowerCase(Locale.ROOT),
                "field", fault.field(),
                "detail", fault.detail());
    }

    private String title() {
        return switch (status) {
            case 400 -> "The request is not as the API describes it";
            case 401 -> "Nobody is known by these credentials";
            case 403 -> "This is not allowed";
            case 404 -> "There is no such thing";
            case 405 -> "This can't be done with it";
            case 409 -> "It is in the way of something";
            case 412 -> "It has changed in the meantime";
            case 413 -> "The request is too large";
            case 415 -> "The body is not JSON";
            case 429, 503 -> "Not just now";
            default -> "The gateway failed";
        };
    }
}
