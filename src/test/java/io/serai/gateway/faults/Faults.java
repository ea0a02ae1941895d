package io.serai.gateway.faults;

import static io.serai.gateway.faults.Wire.DONE;
import static io.serai.gateway.faults.Wire.EVENTS;
import static io.serai.gateway.faults.Wire.JSON;
import static io.serai.gateway.faults.Wire.TEXT;

import io.serai.api.error.ErrorKind;
import io.serai.gateway.faults.Fault.Afterwards;
import io.serai.gateway.faults.Fault.Form;
import io.serai.gateway.faults.Fault.Outcome;
import io.serai.gateway.faults.Fault.Patience;
import io.serai.gateway.faults.Fault.Then;
import io.serai.gateway.faults.FaultServer.Connection;
import io.serai.gateway.faults.FaultServer.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/** The table of upstream faults. */
final class Faults {

    /** The provider whose models follow a script. */
    static final String FAULTY = "faulty";

    private static final int LIMIT = FaultGateway.LARGEST;

    private Faults() {}

    static Stream<Fault> all() {
        return Stream.of(
                        Stream.of(Form.values()).flatMap(Faults::connecting),
                        Stream.of(Form.values()).flatMap(Faults::statuses),
                        Stream.of(Form.values()).flatMap(Faults::alike),
                        whole(),
                        streamedBeforeContent(),
                        streamedAfterContent(),
                        streamedWell())
                .flatMap(rows -> rows);
    }

    /** Before there is a connection. */
    private static Stream<Fault> connecting(Form form) {
        Fault unreachable = failing("", form, ErrorKind.PROVIDER_UNAVAILABLE, Wire.status(200, JSON, Wire.answer()));
        return Stream.of(
                unreachable.called("refused").at("refusing"),
                unreachable.called("DNS").at("unknown-host"),
                unreachable.called("TLS certificate nobody vouches for").at("self-signed"),
                unreachable.called("TLS certificate of another host").at("other-host"),
                unreachable.called("TLS certificate expired").at("expired"),
                failing("connect hang", form, ErrorKind.PROVIDER_TIMEOUT, Connection::awaitClosed)
                        .at("full")
                        .impatient());
    }

    private static Stream<Fault> statuses(Form form) {
        return Stream.of(
                mistake("400", form, ErrorKind.CALLER_BAD_REQUEST, Wire.refusal(400, "")),
                failing("401", form, ErrorKind.PROVIDER_AUTH, Wire.refusal(401, "")),
                failing("403", form, ErrorKind.PROVIDER_AUTH, Wire.refusal(403, "")),
                failing("404", form, ErrorKind.PROVIDER_NOT_CONFIGURED, Wire.refusal(404, "")),
                failing("408", form, ErrorKind.PROVIDER_TIMEOUT, Wire.refusal(408, "")),
                failing("409", form, ErrorKind.PROVIDER_BAD_RESPONSE, Wire.refusal(409, "")),
                mistake("413", form, ErrorKind.CALLER_TOO_LARGE, Wire.refusal(413, "")),
                mistake("422", form, ErrorKind.CALLER_BAD_REQUEST, Wire.refusal(422, "")),
                failing("429", form, ErrorKind.PROVIDER_RATE_LIMITED, Wire.refusal(429, "")),
                failing(
                                "429 Retry-After",
                                form,
                                ErrorKind.PROVIDER_RATE_LIMITED,
                                Wire.refusal(429, "retry-after: 7\r\n"))
                        .expecting(new Outcome.Refused(ErrorKind.PROVIDER_RATE_LIMITED, Optional.of("7"))),
                failing(
                                "429 retry-after-ms",
                                form,
                                ErrorKind.PROVIDER_RATE_LIMITED,
                                Wire.refusal(429, "retry-after: 70\r\nretry-after-ms: 2500\r\n"))
                        .expecting(new Outcome.Refused(ErrorKind.PROVIDER_RATE_LIMITED, Optional.of("3"))),
                failing("500", form, ErrorKind.PROVIDER_UNAVAILABLE, Wire.refusal(500, "")),
                failing("502", form, ErrorKind.PROVIDER_UNAVAILABLE, Wire.status(502, "", "<html>bad gateway</html>")),
                failing("503", form, ErrorKind.PROVIDER_UNAVAILABLE, Wire.refusal(503, "")),
                failing(
                                "503 Retry-After",
                                form,
                                ErrorKind.PROVIDER_UNAVAILABLE,
                                Wire.refusal(503, "retry-after: 4\r\n"))
                        .expecting(new Outcome.Refused(ErrorKind.PROVIDER_UNAVAILABLE, Optional.of("4"))),
                failing("504", form, ErrorKind.PROVIDER_TIMEOUT, Wire.refusal(504, "")),
                failing("529", form, ErrorKind.PROVIDER_UNAVAILABLE, Wire.refusal(529, "")));
    }

    /** After the connection and before the answer, whichever form it was to have. */
    private static Stream<Fault> alike(Form form) {
        return Stream.of(
                failing("header hang", form, ErrorKind.PROVIDER_TIMEOUT, Connection::awaitClosed)
                        .impatient(),
                failing("header hang half-way", form, ErrorKind.PROVIDER_TIMEOUT, c -> {
                            c.write("HTTP/1.1 200 OK\r\ncontent-");
                            c.awaitClosed();
                        })
                        .impatient(),
                failing("closed without an answer", form, ErrorKind.PROVIDER_UNAVAILABLE, c -> {}),
                failing("reset without an answer", form, ErrorKind.PROVIDER_UNAVAILABLE, Connection::reset),
                failing(
                        "HTML",
                        form,
                        ErrorKind.PROVIDER_BAD_RESPONSE,
                        Wire.status(200, "content-type: text/html\r\n", "<html>log in</html>")),
                failing(
                        "truncated JSON",
                        form,
                        ErrorKind.PROVIDER_BAD_RESPONSE,
                        Wire.status(200, JSON, Wire.answer().substring(0, 90))),
                failing(
                        "error in a 200",
                        form,
                        ErrorKind.PROVIDER_RATE_LIMITED,
                        Wire.status(200, JSON, Wire.error(429, "slow down"))),
                failing(
                        "bad gzip",
                        form,
                        ErrorKind.PROVIDER_BAD_RESPONSE,
                        Wire.status(200, JSON + "content-encoding: gzip\r\n", Wire.answer())),
                failing(
                        "giant answer",
                        form,
                        ErrorKind.PROVIDER_BAD_RESPONSE,
                        Wire.status(200, JSON, Wire.answer("x".repeat(2 * LIMIT), 10, 2))),
                failing(
                        "bad UTF-8",
                        form,
                        ErrorKind.PROVIDER_BAD_RESPONSE,
                        Wire.status(200, JSON, Wire.spoilt(Wire.answer("plain", 10, 2), "lain"))),
                // A body that says it is something else is read for what it is.
                fine(
                        "wrong content type",
                        form,
                        form == Form.WHOLE
                                ? Wire.status(200, "content-type: text/plain\r\n", Wire.answer())
                                : Wire.status(200, "content-type: text/plain\r\n", Wire.stream())));
    }

    private static Stream<Fault> whole() {
        return Stream.of(
                failing(
                        "wrong content type: events",
                        Form.WHOLE,
                        ErrorKind.PROVIDER_BAD_RESPONSE,
                        Wire.events(Wire.stream())),
                failing(
                        "reset mid-body",
                        Form.WHOLE,
                        ErrorKind.PROVIDER_BAD_RESPONSE,
                        Wire.halfThen(Connection::reset)),
                failing("clean end mid-body", Form.WHOLE, ErrorKind.PROVIDER_BAD_RESPONSE, Wire.halfThen(c -> {})),
                failing(
                                "stall mid-body",
                                Form.WHOLE,
                                ErrorKind.PROVIDER_TIMEOUT,
                                Wire.halfThen(Connection::awaitClosed))
                        .impatient(),
                failing(
                        "duplicate answer",
                        Form.WHOLE,
                        ErrorKind.PROVIDER_BAD_RESPONSE,
                        Wire.status(200, JSON, Wire.answer() + Wire.answer())),
                failing("one-byte drip without end", Form.WHOLE, ErrorKind.PROVIDER_TIMEOUT, Faults::dripForEver)
                        .impatient(),
                fine("one-byte drip", Form.WHOLE, c -> {
                    c.head(200, JSON);
                    Wire.drip(c, Wire.answer());
                }),
                // The counterpart of a stream without [DONE]: only the end of the connection ends it.
                fine("no length", Form.WHOLE, c -> {
                    c.head(200, JSON);
                    c.write(Wire.answer());
                }));
    }

    /** Another target may still answer. */
    private static Stream<Fault> streamedBeforeContent() {
        String role = Wire.event("{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}", "");
        return Stream.of(
                streamFailing("truncated JSON in an event", Wire.events("data: {\"id\":\"c\",\"choi\n\n" + DONE)),
                streamFailing("clean end before content", Wire.events(role)),
                streamFailing("no event at all", Wire.events(": nothing\n\n")),
                streamFailing("reset before content", Wire.events(c -> {
                    c.chunk(role);
                    c.reset();
                })),
                streamFailing("giant event", Wire.events(Wire.said("x".repeat(2 * LIMIT)) + Wire.stream())),
                streamFailing("giant event without end", Wire.events(c -> {
                    while (true) {
                        c.chunk("data: " + "x".repeat(LIMIT / 8));
                    }
                })),
                failing("stall before content", Form.STREAMED, ErrorKind.PROVIDER_TIMEOUT, Wire.events(c -> {
                            c.chunk(role);
                            c.awaitClosed();
                        }))
                        .impatient(),
                failing("one-byte drip without end", Form.STREAMED, ErrorKind.PROVIDER_TIMEOUT, Faults::dripForEver)
                        .impatient(),
                failing(
                        "error in a 200 as an event",
                        Form.STREAMED,
                        ErrorKind.PROVIDER_RATE_LIMITED,
                        Wire.events("data: " + Wire.error(429, "slow down") + "\n\n")),
                failing(
                                "error in a 200 after the bill",
                                Form.STREAMED,
                                ErrorKind.PROVIDER_UNAVAILABLE,
                                Wire.events(role + Wire.used(10, 0) + "data: " + Wire.error(500, "sorry") + "\n\n"))
                        .using(10));
    }

    /** From the first content on it is this target or nobody. */
    private static Stream<Fault> streamedAfterContent() {
        return Stream.of(
                cut("reset mid-stream", ErrorKind.PROVIDER_BAD_RESPONSE, Wire.firstThen(Connection::reset)),
                cut("clean end mid-stream", ErrorKind.PROVIDER_BAD_RESPONSE, Wire.firstThen(c -> {})),
                cut("FIN mid-stream", ErrorKind.PROVIDER_BAD_RESPONSE, c -> {
                    c.head(200, EVENTS);
                    c.chunk(Wire.said("first"));
                }),
                cut("stall mid-stream", ErrorKind.PROVIDER_TIMEOUT, Wire.firstThen(Connection::awaitClosed))
                        .impatient(),
                cut(
                        "error mid-stream",
                        ErrorKind.PROVIDER_RATE_LIMITED,
                        Wire.firstThen(c -> c.chunk("data: " + Wire.error(429, "slow down") + "\n\n"))),
                cut(
                        "truncated JSON mid-stream",
                        ErrorKind.PROVIDER_BAD_RESPONSE,
                        Wire.firstThen(c -> c.chunk("data: {\"id\":\"c\",\"choi\n\n"))),
                cut(
                        "bad UTF-8 mid-stream",
                        ErrorKind.PROVIDER_BAD_RESPONSE,
                        Wire.firstThen(c -> c.chunk(Wire.spoilt(Wire.said("plain"), "lain")))),
                cut(
                        "giant event mid-stream",
                        ErrorKind.PROVIDER_BAD_RESPONSE,
                        Wire.firstThen(c -> c.chunk(Wire.said("x".repeat(2 * LIMIT))))),
                cut("reset after the bill", ErrorKind.PROVIDER_BAD_RESPONSE, Wire.firstThen(c -> {
                            c.chunk(Wire.used(10, 1));
                            c.reset();
                        }))
                        .using(11));
    }

    private static Stream<Fault> streamedWell() {
        String twice = Wire.said("twice ") + Wire.said("twice ");
        return Stream.of(
                fine("no [DONE]", Form.STREAMED, Wire.events(Wire.stream().replace(DONE, ""))),
                fine("one-byte drip", Form.STREAMED, Wire.events(c -> {
                    for (byte b : Wire.stream().getBytes(StandardCharsets.UTF_8)) {
                        c.chunk(new byte[] {b});
                    }
                })),
                // What a model repeats is content; the end and the bill are not.
                fine(
                                "duplicate chunk",
                                Form.STREAMED,
                                Wire.events(twice
                                        + Wire.finish()
                                        + Wire.finish()
                                        + Wire.used(10, 2)
                                        + Wire.used(10, 2)
                                        + DONE
                                        + DONE))
                        .expecting(new Outcome.Answered("twice twice ")),
                fine("wrong content type: a whole answer", Form.STREAMED, Wire.status(200, JSON, Wire.answer())));
    }

    /** Something that is no token, for as long as anybody listens. */
    private static void dripForEver(Connection connection) throws IOException {
        connection.head(200, "content-type: text/event-stream\r\n");
        do {
            connection.write(":");
        } while (connection.isHeldFor(10));
    }

    /** The provider's fault: somebody else may answer. */
    private static Fault failing(String kind, Form form, ErrorKind error, Script script) {
        Outcome alone = new Outcome.Refused(error, retryAfter(error));
        return new Fault(kind, form, FAULTY, script, Patience.LONG, alone, Then.MOVES_ON, Afterwards.RESTS, 0);
    }

    /** Where the provider does not say: it may be tried again soon. */
    private static Optional<String> retryAfter(ErrorKind error) {
        return switch (error.status()) {
            case 429, 503 -> Optional.of("1");
            default -> Optional.empty();
        };
    }

    private static Fault streamFailing(String kind, Script script) {
        return failing(kind, Form.STREAMED, ErrorKind.PROVIDER_BAD_RESPONSE, script);
    }

    /** The caller's own fault, wherever the call goes. */
    private static Fault mistake(String kind, Form form, ErrorKind error, Script script) {
        Outcome alone = new Outcome.Refused(error, Optional.empty());
        return new Fault(kind, form, FAULTY, script, Patience.LONG, alone, Then.STAYS, Afterwards.OPEN, 0);
    }

    /** Too late for anybody else. */
    private static Fault cut(String kind, ErrorKind error, Script script) {
        Outcome alone = new Outcome.Cut("first", error);
        return new Fault(kind, Form.STREAMED, FAULTY, script, Patience.LONG, alone, Then.STAYS, Afterwards.RESTS, 0);
    }

    /** Odd, and an answer all the same. */
    private static Fault fine(String kind, Form form, Script script) {
        Outcome alone = new Outcome.Answered(TEXT);
        return new Fault(kind, form, FAULTY, script, Patience.LONG, alone, Then.STAYS, Afterwards.OPEN, Wire.USED);
    }
}
