package io.serai.processors.ledger;

import io.serai.api.call.Operation;
import io.serai.processors.prices.NanoDollars;
import java.util.Set;

/** Lines and amounts for tests. */
final class Lines {

    static final long AT = 1_800_000_000_000L;

    private Lines() {}

    static Line line(String request, int attempt) {
        return line("ten_a", request, attempt, AT);
    }

    static Line line(String tenant, String request, int attempt, long at) {
        return new Line(
                request,
                attempt,
                tenant,
                "team_a",
                "app_a",
                "key_a",
                "",
                "fast",
                "openai",
                "gpt-4.1-mini",
                Operation.CHAT,
                Set.of("red"),
                at);
    }

    static Amounts nanos(long cost) {
        return new Amounts(10, 20, new NanoDollars(cost));
    }

    static Charge charge(long cost) {
        return new Charge(nanos(cost), "reported", "openai/gpt@1");
    }
}
