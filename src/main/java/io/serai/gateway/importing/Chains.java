package io.serai.gateway.importing;

import io.serai.processors.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Gives groups their fallbacks and their other names. Models that come back to themselves are refused when they are loaded: where one would,
 * the targets of the group stand in its place.
 */
final class Chains {

    private static final String ANY = "*";

    private final Map<String, Group> groups;
    private final Map<String, Deployment> ids;
    private final ProviderBeans beans;
    private final TargetList targets;
    private final Findings findings;
    private final Map<String, String> aliases = new LinkedHashMap<>();

    /** @param ids deployments by their ids */
    Chains(Map<String, Group> groups, Map<String, Deployment> ids, ProviderBeans beans, Findings findings) {
        this.groups = groups;
        this.ids = ids;
        this.beans = beans;
        this.targets = new TargetList(beans, findings);
        this.findings = findings;
    }

    void add(Routing routing) {
        routing.aliases().forEach(this::alias);
        routing.fallbacks().forEach((kind, chains) -> chains.forEach((group, names) -> add(kind, group, names)));
        if (!routing.defaults().isEmpty()) {
            add("default", ANY, routing.defaults());
        }
    }

    private void alias(String alias, YamlScalar meant) {
        Group group = groups.get(meant.text());
        if (group == null || groups.containsKey(alias) || !ModelName.isValid(alias)) {
            findings.add(meant.place(), group == null ? "names no model that is written" : "this alias can't be given");
            return;
        }
        aliases.put(alias, group.name());
        List<String> all = new ArrayList<>();
        if (group.settings().get("aliases") instanceof List<?> known) {
            known.forEach(name -> all.add(name.toString()));
        }
        all.add(alias);
        group.settings().put("aliases", all);
    }

    private void add(String kind, String group, List<YamlScalar> names) {
        if (group.equals(ANY)) {
            List<Group> all = List.copyOf(groups.values());
            all.stream()
                    .filter(each -> !isLevel(each) && !each.fallbacks().containsKey(kind))
                    .forEach(each -> give(kind, each, names));
            return;
        }
        Group known = groups.get(aliases.getOrDefault(group, group));
        if (known == null) {
            names.stream()
                    .findFirst()
                    .ifPresent(name -> findings.add(
                            name.place(), "'" + group + "' is no model that is written; it gets no fallbacks"));
        } else {
            give(kind, known, names);
        }
    }

    private static boolean isLevel(Group group) {
        return "private".equals(group.settings().get("visibility"));
    }

    private void give(String kind, Group group, List<YamlScalar> names) {
        Set<String> given = new LinkedHashSet<>(group.fallbacks().getOrDefault(kind, List.of()));
        for (YamlScalar name : names) {
            given.addAll(meant(group, name));
        }
        if (!given.isEmpty()) {
            group.fallbacks().put(kind, List.copyOf(given));
        }
    }

    private Collection<String> meant(Group group, YamlScalar name) {
        String text = name.text();
        Group other = groups.get(aliases.getOrDefault(text, text));
        if (other == group) {
            return List.of();
        }
        if (other != null) {
            return reaches(other, group, new HashSet<>()) ? inPlaceOf(other, group, name) : List.of(other.name());
        }
        return deployment(text).or(() -> ofProvider(text)).map(List::of).orElseGet(() -> {
            findings.add(name.place(), "names no model that is written; it is left out");
            return List.of();
        });
    }

    private List<String> inPlaceOf(Group other, Group group, YamlScalar name) {
        findings.add(
                name.place(),
                "'" + group.name() + "' would come back to itself; the targets of '" + other.name()
                        + "' stand in its place");
        return leaves(other).filter(model -> !group.models().contains(model)).toList();
    }

    /** The targets themselves, also of levels. */
    private Stream<String> leaves(Group group) {
        return group.models().stream()
                .flatMap(model -> groups.containsKey(model) ? leaves(groups.get(model)) : Stream.of(model));
    }

    private Optional<String> deployment(String id) {
        return Optional.ofNullable(ids.get(id)).map(targets::model);
    }

    private Optional<String> ofProvider(String name) {
        int slash = name.indexOf('/');
        return slash > 0 && beans.has(name.substring(0, slash)) && ModelName.isValid(name)
                ? Optional.of(name)
                : Optional.empty();
    }

    /** Whether a call of one may come to the other. */
    private boolean reaches(Group from, Group to, Set<Group> seen) {
        if (from == to) {
            return true;
        }
        if (!seen.add(from)) {
            return false;
        }
        return from.fallbacks().values().stream()
                .flatMap(List::stream)
                .map(groups::get)
                .anyMatch(next -> next != null && reaches(next, to, seen));
    }
}
