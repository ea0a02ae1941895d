package io.serai.processors.gemini;

import java.util.ArrayList;
import java.util.List;

/**
 * Which calls of functions wait for their results. Gemini's have an id only from Gemini 3 on; without one a result belongs to the first call
 * of that name that has none, of the latest turn that has such a call (<a
 * href="https://ai.google.dev/gemini-api/docs/function-calling#parallel_function_calling">source</a>).
 */
final class CallLedger {

    /** Of ids that the caller has not given; Gemini's provider knows it, and does not tell such an id to Gemini. */
    static final String PREFIX = "call_gemini_";

    private static final class Call {
        private final int turn;
        private final String id;
        private final String name;
        private boolean isAnswered;

        private Call(int turn, String id, String name) {
            this.turn = turn;
            this.id = id;
            this.name = name;
        }
    }

    private final List<Call> calls = new ArrayList<>();

    /**
     * Notes a call.
     *
     * @param turn the content's position in the request
     * @param given its id, or the empty string
     * @return its id, made up of its place where it has none, so that the same conversation has the same ids again
     */
    String called(int turn, String given, String name) {
        String id = given.isEmpty() ? PREFIX + turn + "_" + calls.size() : given;
        calls.add(new Call(turn, id, name));
        return id;
    }

    /**
     * The id of the call that a result answers.
     *
     * @param given the result's id, or the empty string
     * @param place of the result, for one that answers nothing
     */
    String answered(String given, String name, String place) {
        Call found = null;
        for (int i = calls.size() - 1; i >= 0; i--) {
            Call call = calls.get(i);
            if (!call.isAnswered && (given.isEmpty() ? call.name.equals(name) : call.id.equals(given))) {
                if (found != null && found.turn != call.turn) {
                    break;
                }
                found = call;
            }
        }
        if (found == null && !given.isEmpty()) {
            // The model's call has lost its id, or never had one.
            return lost(given, name, place);
        }
        if (found == null) {
            return PREFIX + place;
        }
        found.isAnswered = true;
        return found.id;
    }

    private String lost(String given, String name, String place) {
        for (Call call : calls) {
            if (!call.isAnswered && call.name.equals(name) && call.id.startsWith(PREFIX)) {
                return answered("", name, place);
            }
        }
        return given;
    }
}
