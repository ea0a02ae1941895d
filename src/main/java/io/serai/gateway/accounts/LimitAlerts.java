package io.serai.gateway.accounts;

import io.serai.processors.directory.Outbox;
import io.serai.processors.directory.Tenant;
import io.serai.processors.limits.Dimension;
import io.serai.processors.limits.Limit;
import io.serai.processors.limits.LimitListener;
import io.serai.processors.limits.Threshold;
import io.serai.processors.store.Database;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a tenant's people and hooks that a limit is nearly used up, and the metrics how far all are. */
final class LimitAlerts implements LimitListener {

    private static final Logger LOG = LoggerFactory.getLogger(LimitAlerts.class);

    /** As receivers subscribe to it. */
    static final String EVENT = "limit.threshold";

    private final Database database;
    private final Outbox outbox;
    private final LimitListener metrics;
    private final Chores chores;

    /** @param chores by which people are told: whoever looks after limits must not wait for a database */
    LimitAlerts(Database database, Outbox outbox, LimitListener metrics, Chores chores) {
        this.chores = chores;
        this.database = database;
        this.outbox = outbox;
        this.metrics = metrics;
    }

    @Override
    public void reached(Limit limit, Map<Dimension, String> subject, Threshold threshold) {
        metrics.reached(limit, subject, threshold);
        LOG.info("The limit {} has reached {} % for {}", limit.id(), threshold.percent(), labels(subject));
        String tenant = limit.tenant().isEmpty() ? subject.getOrDefault(Dimension.TENANT, Tenant.HOME) : limit.tenant();
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("limit", limit.id());
        about.put("subject", labels(subject));
        about.put("percent", threshold.percent());
        threshold.instead().ifPresent(model -> about.put("instead", model));
        chores.once(
                "tell of the threshold of " + limit.id(),
                () -> database.useTransaction(handle -> outbox.add(handle, tenant, EVENT, about)));
    }

    private static Map<String, String> labels(Map<Dimension, String> subject) {
        Map<String, String> labels = new TreeMap<>();
        subject.forEach((dimension, value) -> labels.put(dimension.label(), value));
        return labels;
    }

    @Override
    public void used(Limit limit, double ratio) {
        metrics.used(limit, ratio);
    }

    @Override
    public void refused(Limit limit) {
        metrics.refused(limit);
    }
}
