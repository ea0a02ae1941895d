package io.serai.gateway.importing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;

/** Puts the models of models.yaml together. */
final class Groups {

    private static final String WEIGHTED = "weighted";
    private static final String STRATEGY = "strategy";
    /** Of entries that say no order, which come last. */
    private static final int LAST = Integer.MAX_VALUE;

    private final Routing routing;
    private final TargetList targets;
    private final Findings findings;
    private final Map<String, Group> groups = new LinkedHashMap<>();

    Groups(Routing routing, ProviderBeans beans, Findings findings) {
        this.routing = routing;
        this.targets = new TargetList(beans, findings);
        this.findings = findings;
    }

    /** The groups by their names; those of a group's levels go before it. */
    Map<String, Group> of(Map<String, List<Deployment>> byName) {
        byName.forEach(this::add);
        return groups;
    }

    private void add(String name, List<Deployment> deployments) {
        Group group = group(name, deployments);
        Map<Integer, List<Deployment>> levels = new TreeMap<>();
        deployments.forEach(
                deployment -> levels.computeIfAbsent(deployment.order().orElse(LAST), order -> new ArrayList<>())
                        .add(deployment));
        if (levels.size() == 1) {
            balance(group, deployments);
        } else {
            inOrder(group, levels.values());
        }
        limit(group, deployments);
        groups.put(name, group);
    }

    /** A model offers chats unless it says otherwise. */
    private static Group group(String name, List<Deployment> deployments) {
        Group group = new Group(name, deployments.get(0).place());
        List<String> operations = deployments.stream()
                .flatMap(deployment -> deployment.operation().stream())
                .distinct()
                .toList();
        if (!operations.isEmpty()) {
            group.settings().put("capabilities", operations);
        }
        return group;
    }

    private void balance(Group group, List<Deployment> deployments) {
        List<Map<String, Object>> all =
                targets.of(deployments, routing.strategy().equals(WEIGHTED));
        if (all.size() > 1) {
            group.settings().put(STRATEGY, routing.strategy());
        }
        group.targets().addAll(all);
    }

    /** Each level of more than one target is a model of its own, which callers are not told of. */
    private void inOrder(Group group, Collection<List<Deployment>> levels) {
        group.settings().put(STRATEGY, "priority");
        int number = 1;
        for (List<Deployment> level : levels) {
            List<Map<String, Object>> all = targets.of(level, routing.strategy().equals(WEIGHTED));
            if (all.size() == 1) {
                group.targets().addAll(all);
            } else {
                Group own = group(group.name() + ".order-" + number, level);
                own.settings().put("visibility", "private");
                own.settings().put(STRATEGY, routing.strategy());
                own.targets().addAll(all);
                groups.put(own.name(), own);
                group.targets().add(Map.of("model", own.name()));
            }
            number++;
        }
    }

    private void limit(Group group, List<Deployment> deployments) {
        Map<String, Object> timeouts = new LinkedHashMap<>();
        longest(deployments, Deployment::streamTimeout, "stream_timeout")
                .or(routing::streamTimeout)
                .ifPresent(time -> timeouts.put("first-token", text(time)));
        longest(deployments, Deployment::timeout, "timeout")
                .or(routing::timeout)
                .ifPresent(time -> timeouts.put("total", text(time)));
        put(group, "timeouts", timeouts);
        put(group, "retries", retries(group, deployments).map());
        put(group, "cooldown", cooldown());
    }

    private static void put(Group group, String key, Map<String, Object> value) {
        if (!value.isEmpty()) {
            group.limits().put(key, value);
        }
    }

    private Optional<Duration> longest(
            List<Deployment> deployments, Function<Deployment, Optional<Duration>> limit, String key) {
        List<Duration> told = deployments.stream()
                .flatMap(deployment -> limit.apply(deployment).stream())
                .distinct()
                .toList();
        if (told.size() > 1) {
            findings.add(
                    deployments.get(0).place(), key + " is the same for all targets of a model; the longest is taken");
        }
        return told.stream().max(Duration::compareTo);
    }

    private RetryTimes retries(Group group, List<Deployment> deployments) {
        OptionalInt most = deployments.stream()
                .flatMapToInt(deployment -> deployment.retries().stream())
                .max();
        return routing.policies()
                .getOrDefault(group.name(), RetryTimes.UNSAID)
                .or(routing.policy())
                .or(RetryTimes.all(most))
                .or(RetryTimes.all(routing.retries()));
    }

    /** LiteLLM lets a target rest after more failures than are allowed. */
    private Map<String, Object> cooldown() {
        Map<String, Object> cooldown = new LinkedHashMap<>();
        routing.allowedFails()
                .ifPresent(fails -> cooldown.put("after", fails + 1 + (fails == 0 ? " failure" : " failures")));
        routing.rest().ifPresent(time -> cooldown.put("for", text(time)));
        return cooldown;
    }

    private static String text(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }
}
