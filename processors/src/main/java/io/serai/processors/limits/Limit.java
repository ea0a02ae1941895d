package io.serai.processors.limits;

import io.serai.processors.limits.Window.Unit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How much may be used, by whom, in which time. What there is, is valid.
 *
 * @param id such as {@code lim_…}, or the name in a file
 * @param tenant whose limit it is, and whose calls alone it is about; empty for one of the platform, which is about all
 * @param amount in the unit of the metric: requests, tokens, nano-dollars; 0 refuses all
 * @param window of a metric that counts what is under way, {@link Window#ENDLESS}
 * @param thresholds in ascending order
 * @param origin where it stands, as messages name it: {@code routes/limits.yaml:12}, {@code table limits}
 */
public record Limit(
        String id,
        String tenant,
        Scope scope,
        Metric metric,
        long amount,
        Window window,
        List<Threshold> thresholds,
        Enforcement enforcement,
        String origin) {

    private static final Set<Unit> MONEY = Set.of(Unit.HOUR, Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.TOTAL);

    private static final Pattern ID = Pattern.compile("[\\w.-]{1,100}");

    public Limit {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "expected an id of letters, digits, '_', '-' and '.', found '" + id + "'");
        }
        if (amount < 0) {
            throw new IllegalArgumentException("expected an amount from 0, found " + amount);
        }
        if (metric == Metric.CONCURRENT && !window.equals(Window.ENDLESS)) {
            throw new IllegalArgumentException("requests at once have no window, found one of a "
                    + window.unit().label());
        }
        if (metric == Metric.COST && !MONEY.contains(window.unit())) {
            throw new IllegalArgumentException("expected money per hour, day, week, month or total, found "
                    + window.unit().label());
        }
        thresholds = thresholds.stream()
                .sorted(Comparator.comparingInt(Threshold::percent))
                .toList();
        Set<Integer> percents = new HashSet<>();
        thresholds.forEach(threshold -> {
            if (!percents.add(threshold.percent())) {
                throw new IllegalArgumentException(
                        "the threshold of " + threshold.percent() + " percent is there twice");
            }
        });
    }

    /** A limit that refuses, with the usual thresholds. */
    public static Limit of(String id, String tenant, Scope scope, Metric metric, long amount, Window window) {
        return new Limit(id, tenant, scope, metric, amount, window, Threshold.USUAL, Enforcement.REFUSE, id);
    }

    /** Whether it is known before a provider is chosen what a call takes of it. */
    boolean isPerCall() {
        return metric.isPerRequest() && !scope.has(Dimension.PROVIDER);
    }

    /**
     * Whether a threshold names a model that no request will ever be sent to: where requests are sent is settled before a provider is
     * chosen.
     */
    public boolean namesModelInVain() {
        return scope.has(Dimension.PROVIDER)
                && thresholds.stream().anyMatch(threshold -> threshold.instead().isPresent());
    }

    /** The id of the counter of a subject, as all nodes know it. */
    String counterOf(String subject) {
        return subject.isEmpty() ? id : id + '/' + subject;
    }
}
