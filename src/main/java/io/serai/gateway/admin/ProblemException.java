package io.serai.gateway.admin;

import io.serai.api.error.ErrorKind;
import io.serai.gateway.admin.Problem.Fault;
import io.serai.gateway.admin.Problem.Place;
import java.util.List;

/** Ends an admin call with a {@link Problem}. Has no stack trace: it is control flow. */
final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }

    /** What does not exist, or must look so to whoever asks: the same bytes in both cases. */
    static ProblemException absent() {
        return new ProblemException(Problem.of(ErrorKind.CALLER_NOT_FOUND, "There is nothing here that you may see."));
    }

    static ProblemException forbidden(String detail) {
        return new ProblemException(Problem.of(ErrorKind.CALLER_FORBIDDEN, detail));
    }

    static ProblemException conflict(String detail) {
        return new ProblemException(Problem.of(ErrorKind.CALLER_CONFLICT, detail));
    }

    /** HTTP 412: somebody else was faster. */
    static ProblemException changed() {
        return new ProblemException(new Problem(
                412,
                ErrorKind.CALLER_CONFLICT,
                "It is no longer what If-Match says; read it again before changing it.",
                List.of()));
    }

    static ProblemException badRequest(List<Fault> faults) {
        Fault first = faults.get(0);
        return new ProblemException(new Problem(
                400,
                ErrorKind.CALLER_BAD_REQUEST,
                first.field().isEmpty() ? first.detail() : first.field() + ": " + first.detail(),
                faults));
    }

    /** One field of the body is wrong, in a way that the document does not tell. */
    static ProblemException badField(String field, String detail) {
        return badRequest(List.of(new Fault(Place.BODY, "/" + field, detail)));
    }

    static ProblemException badParameter(String name, String detail) {
        return badRequest(List.of(new Fault(Place.QUERY, name, detail)));
    }
}
