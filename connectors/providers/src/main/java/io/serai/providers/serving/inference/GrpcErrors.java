package io.serai.providers.serving.inference;

import io.grpc.Metadata;
import io.grpc.Status;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import io.serai.providers.http.ErrorBody;
import io.serai.providers.http.RetryAfter;
import io.serai.providers.serving.ServingErrors;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a status of gRPC means (<a href="https://grpc.github.io/grpc/core/md_doc_statuscodes.html">status codes</a>). A server's own words
 * reach the caller where HTTP's would.
 */
final class GrpcErrors {

    private final String provider;
    private final ServingErrors errors;

    GrpcErrors(String provider, ServingErrors errors) {
        this.provider = provider;
        this.errors = errors;
    }

    SeraiException of(GrpcCall.End end, Instant receivedAt) {
        SeraiException error = of(end);
        if (error.kind() == ErrorKind.PROVIDER_RATE_LIMITED || error.kind() == ErrorKind.PROVIDER_UNAVAILABLE) {
            error.withRetryAfter(RetryAfter.in(name -> header(end.trailers(), name), receivedAt));
        }
        return error;
    }

    private SeraiException of(GrpcCall.End end) {
        Status status = end.status();
        return switch (status.getCode()) {
            case INVALID_ARGUMENT, OUT_OF_RANGE, FAILED_PRECONDITION, ALREADY_EXISTS -> http(400, status);
            case NOT_FOUND -> http(404, status);
            case UNAUTHENTICATED, PERMISSION_DENIED -> http(401, status);
            case RESOURCE_EXHAUSTED -> exhausted(end);
            case DEADLINE_EXCEEDED ->
                new ProviderException(ErrorKind.PROVIDER_TIMEOUT, "provider '" + provider + "' did not answer in time");
            case UNIMPLEMENTED ->
                new ProviderException(
                        ErrorKind.PROVIDER_BAD_RESPONSE,
                        "provider '" + provider + "' does not offer the Open Inference Protocol's ModelInfer");
            default -> end.begun() ? brokenOff() : unavailable(status);
        };
    }

    /** All codes but those above say that the server, or the way to it, failed. */
    private SeraiException unavailable(Status status) {
        return new ProviderException(
                ErrorKind.PROVIDER_UNAVAILABLE,
                "provider '" + provider + "' failed (gRPC status " + status.getCode() + ")");
    }

    SeraiException brokenOff() {
        return new ProviderException(
                ErrorKind.PROVIDER_BAD_RESPONSE, "provider '" + provider + "' broke off its answer");
    }

    /** gRPC has one code for quotas, and for messages that are larger than either side takes. */
    private SeraiException exhausted(GrpcCall.End end) {
        String description = String.valueOf(end.status().getDescription());
        // The words of gRPC for Java and Go, and those of gRPC for C++ and Python.
        boolean size =
                description.contains("message exceeds maximum size") || description.contains("message larger than max");
        if (!size) {
            return http(429, end.status());
        }
        return end.begun()
                ? new ProviderException(
                        ErrorKind.PROVIDER_BAD_RESPONSE,
                        "provider '" + provider + "' sent a larger answer than is allowed")
                : new CallerException(
                        ErrorKind.CALLER_TOO_LARGE, "the request is larger than provider '" + provider + "' accepts");
    }

    private SeraiException http(int status, Status said) {
        String description = said.getDescription();
        return errors.of(
                status,
                new ErrorBody(description == null ? "" : description, null, null, null, OptionalInt.empty(), false));
    }

    private static Optional<String> header(Metadata trailers, String name) {
        return Optional.ofNullable(trailers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER)));
    }
}
