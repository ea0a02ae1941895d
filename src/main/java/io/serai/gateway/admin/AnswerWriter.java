package io.serai.gateway.admin;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/** Puts an answer on the wire, or that nothing has changed. */
final class AnswerWriter {

    private AnswerWriter() {}

    /** Must be called on the request's event loop. */
    static void write(HttpServerRequest request, AdminAnswer answer) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (!request.isEnded()) {
            refuseRest(request);
        }
        response.putHeader("cache-control", "no-store").putHeader("x-content-type-options", "nosniff");
        answer.headers().forEach(response::putHeader);
        if (answer.status() == 401) {
            response.putHeader("www-authenticate", "Bearer");
        }
        if (isUnchanged(request, answer)) {
            response.setStatusCode(304).end();
        } else if (answer.status() == 204) {
            response.setStatusCode(204).end();
        } else {
            response.setStatusCode(answer.status())
                    .putHeader("content-type", answer.mediaType())
                    .end(answer.body());
        }
    }

    /** Nobody wants the rest of the body: of HTTP/2 it is thrown away, of HTTP/1.1 it ends the connection, that it may not take long. */
    private static void refuseRest(HttpServerRequest request) {
        String length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
        boolean hasBody =
                request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || (length != null && !length.equals("0"));
        if (hasBody && request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        request.handler(unwanted -> {}).resume();
    }

    private static boolean isUnchanged(HttpServerRequest request, AdminAnswer answer) {
        String known = request.getHeader("if-none-match");
        String tag = answer.headers().get(EntityTag.HEADER);
        return known != null
                && tag != null
                && HttpMethod.GET.equals(request.method())
                && answer.status() == 200
                && EntityTag.matches(known, tag);
    }
}
