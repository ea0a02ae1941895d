package io.serai.gateway.cli;

/** Ends a command with one line for people and a status for scripts. */
final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Why a command fails, as the status it ends with. */
    enum Failure {
        /** The gateway has refused it. */
        REFUSED(1),
        /** It was not said as the command wants it. */
        USAGE(2),
        /** No gateway answers. */
        UNREACHABLE(3);

        private final int status;

        Failure(int status) {
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    private final Failure failure;

    CommandException(Failure failure, String message) {
        super(message, null, false, false);
        this.failure = failure;
    }

    static CommandException usage(String message) {
        return new CommandException(Failure.USAGE, message);
    }

    Failure failure() {
        return failure;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
