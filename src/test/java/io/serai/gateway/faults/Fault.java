package io.serai.gateway.faults;

import io.serai.api.error.ErrorKind;
import io.serai.gateway.faults.FaultServer.Script;
import java.util.Locale;
import java.util.Optional;

/**
 * A row of the table: what a provider does to a call, and what must come of it.
 *
 * @param kind of fault, as the table names it
 * @param form in which the answer is asked for
 * @param provider that is called
 * @param script what it does
 * @param patience of the target
 * @param alone what the caller gets where nobody else can answer
 * @param then whether somebody else is asked
 * @param afterwards how the target stands
 * @param used tokens of which the provider has told, before it failed or in its answer
 */
record Fault(
        String kind,
        Form form,
        String provider,
        Script script,
        Patience patience,
        Outcome alone,
        Then then,
        Afterwards afterwards,
        int used) {

    /** How the answer is asked for. */
    enum Form {
        WHOLE,
        STREAMED
    }

    /** How long the target may take for each thing. */
    enum Patience {
        /** For answers that come. */
        LONG("20s"),
        /** For those that don't. */
        SHORT("200ms");

        private final String time;

        Patience(String time) {
            this.time = time;
        }

        String options() {
            return "connect=" + time + "&firstToken=" + time + "&idle=" + time + "&total="
                    + (this == LONG ? "60s" : "1s");
        }
    }

    /** What a caller gets. */
    sealed interface Outcome {

        /** The whole answer. */
        record Answered(String text) implements Outcome {}

        /** An error status, with {@code Retry-After} where it has one. */
        record Refused(ErrorKind kind, Optional<String> retryAfter) implements Outcome {}

        /** A stream that ends with an error event after this text. */
        record Cut(String text, ErrorKind kind) implements Outcome {}
    }

    /** Whether the next target is asked. */
    enum Then {
        MOVES_ON,
        STAYS
    }

    /** How the target stands, of which one failure is enough. */
    enum Afterwards {
        RESTS,
        OPEN
    }

    Fault called(String otherKind) {
        return new Fault(otherKind, form, provider, script, patience, alone, then, afterwards, used);
    }

    Fault at(String otherProvider) {
        return new Fault(kind, form, otherProvider, script, patience, alone, then, afterwards, used);
    }

    Fault impatient() {
        return new Fault(kind, form, provider, script, Patience.SHORT, alone, then, afterwards, used);
    }

    Fault using(int tokens) {
        return new Fault(kind, form, provider, script, patience, alone, then, afterwards, tokens);
    }

    Fault expecting(Outcome otherwise) {
        return new Fault(kind, form, provider, script, patience, otherwise, then, afterwards, used);
    }

    Fault then(Then otherwise) {
        return new Fault(kind, form, provider, script, patience, alone, otherwise, afterwards, used);
    }

    Fault leaving(Afterwards otherwise) {
        return new Fault(kind, form, provider, script, patience, alone, then, otherwise, used);
    }

    /** A name for routes and models. */
    String id() {
        return (kind + "-" + form).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    @Override
    public String toString() {
        return form.name().toLowerCase(Locale.ROOT) + ": " + kind;
    }
}
