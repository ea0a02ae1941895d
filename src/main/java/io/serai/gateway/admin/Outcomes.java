package io.serai.gateway.admin;

import io.serai.api.error.ErrorKind;
import io.serai.gateway.admin.Problem.Fault;
import io.serai.gateway.admin.Problem.Place;
import io.serai.processors.directory.Outcome;
import java.util.List;

/** What has become of a change, as the API says it. */
final class Outcomes {

    private Outcomes() {}

    /** What is there now; a {@link ProblemException} where the change was not made. */
    static <T> T value(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T> done -> done.value();
            case Outcome.Absent<T> absent -> throw ProblemException.absent();
            case Outcome.Stale<T> stale -> throw ProblemException.changed();
            case Outcome.Refused<T> refused -> throw ProblemException.conflict(refused.reason());
            case Outcome.Taken<T> taken ->
                throw new ProblemException(new Problem(
                        ErrorKind.CALLER_CONFLICT.status(),
                        ErrorKind.CALLER_CONFLICT,
                        "Something else has this " + taken.field() + ".",
                        List.of(new Fault(Place.BODY, "/" + taken.field(), "is taken"))));
        };
    }
}
