package io.serai.bench;

import io.serai.bench.Budget.Bound;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What it costs to know who calls, what he may, what he has left, and to take it down: a gateway with accounts, three limits and a ledger
 * against the same gateway without; and on several nodes, which share the limits. One mock, one load.
 */
final class AccountingCost {

    private static final double LIMIT_MICROS = 25;
    /** As Linux shows it: at most 15 letters. */
    private static final String LEDGER_THREAD = "serai-ledger";

    private static final double LIMIT_MILLIS = 1;

    static final int NODES = 3;

    private static final double LIMIT_NODES_MILLIS = 2;

    private final Plan plan;
    private final Probe probe;
    private final Entry open;
    private final Entry accounting;
    private final Entry nodes;
    private final Results results = new Results();

    /**
     * @param open the gateway that asks nobody who he is
     * @param accounting the gateway that does
     * @param nodes one of {@link #NODES} that do, which share limits and database
     */
    AccountingCost(Plan plan, Probe probe, Entry open, Entry accounting, Entry nodes) {
        this.plan = plan;
        this.probe = probe;
        this.open = open;
        this.accounting = accounting;
        this.nodes = nodes;
    }

    /** The measurement as a section of the report; empty where there are no gateways to measure. */
    String text() throws InterruptedException {
        if (!(open instanceof Target without)) {
            return "";
        }
        for (Entry entry : List.of(accounting, nodes)) {
            if (entry instanceof Entry.Absent absent) {
                return "## Accounts\n\nNot measured: " + absent.name() + ", " + absent.reason() + "\n\n";
            }
        }
        Target with = (Target) accounting;
        Target shared = (Target) nodes;
        List<Target> all = List.of(without, with, shared);
        for (Target target : all) {
            probe.measure(target, Load.timed(target.json(), Plan.BUSY, plan.warmMillis()));
        }
        for (int round = 0; round < plan.rounds(); round++) {
            for (int connections : List.of(Plan.FEW, Plan.BUSY)) {
                for (Target target : all) {
                    measure(target, Load.timed(target.json(), connections, plan.windowMillis()));
                }
            }
        }
        return section(without, with, shared);
    }

    /** Brought into the database is what calls have cost after they have ended: told apart from what they wait for. */
    private void measure(Target target, Load load) throws InterruptedException {
        long pid = target.process().pid();
        long before = ProcStat.threadMicros(pid, LEDGER_THREAD);
        Sample whole = probe.measure(target, load);
        long shipping = ProcStat.threadMicros(pid, LEDGER_THREAD) - before;
        results.add(
                Scenario.ACCOUNTED_CALLS,
                load.connections(),
                target.name(),
                whole.costing(whole.cpuMicros() - shipping));
        results.add(Scenario.SHIPPING, load.connections(), target.name(), whole.costing(shipping));
    }

    private String section(Target without, Target with, Target shared) {
        StringBuilder text = new StringBuilder("## Accounts\n\n");
        text.append("A key, its rights, three limits (requests, tokens, money), reservation, settlement and journal;"
                + " the one gateway has the embedded database, the nodes a PostgreSQL.\n\n");
        text.append("| Gateway | CPU µs per call, ").append(Plan.BUSY).append(" connections | beside it, into the");
        text.append(" database | p99 ms, ").append(Plan.FEW).append(" connections |\n|---|---|---|---|\n");
        for (Target target : List.of(without, with, shared)) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s |%n",
                    target.name(),
                    number(micros(target)),
                    number(micros(target, Scenario.SHIPPING)),
                    number(millis(target))));
        }
        text.append("\n| Promise | Limit | Found | |\n|---|---|---|---|\n");
        for (Budget budget : List.of(
                budget("CPU that accounts add to a call", LIMIT_MICROS, " µs", without, with, this::micros, Plan.BUSY),
                budget("p99 that accounts add", LIMIT_MILLIS, " ms", without, with, this::millis, Plan.FEW),
                budget(
                        "p99 that accounts add on " + NODES + " nodes",
                        LIMIT_NODES_MILLIS,
                        " ms",
                        without,
                        shared,
                        this::millis,
                        Plan.FEW))) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s |%n",
                    budget.promise(),
                    budget.limitText(),
                    budget.figureText(),
                    budget.verdict()));
        }
        return text.append("\n").toString();
    }

    private Budget budget(
            String promise,
            double limit,
            String unit,
            Target without,
            Target with,
            ToDoubleFunction<Target> figure,
            int connections) {
        double added = figure.applyAsDouble(with) - figure.applyAsDouble(without);
        Optional<String> obstacle = results.failure(Scenario.ACCOUNTED_CALLS, connections, with.name());
        return new Budget(
                promise,
                Bound.AT_MOST,
                limit,
                unit,
                Double.isNaN(added) ? OptionalDouble.empty() : OptionalDouble.of(added),
                obstacle);
    }

    private double micros(Target target) {
        return micros(target, Scenario.ACCOUNTED_CALLS);
    }

    private double micros(Target target, Scenario scenario) {
        return results.median(scenario, Plan.BUSY, target.name(), Sample::cpuPerCall)
                .orElse(Double.NaN);
    }

    private double millis(Target target) {
        return results.median(
                        Scenario.ACCOUNTED_CALLS,
                        Plan.FEW,
                        target.name(),
                        sample -> sample.result().latency().p99() / 1e6)
                .orElse(Double.NaN);
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "failed" : String.format(Locale.ROOT, "%.2f", value);
    }
}
