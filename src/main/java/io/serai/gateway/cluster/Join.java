package io.serai.gateway.cluster;

import java.util.Arrays;
import java.util.List;

/** How a node finds the others. */
public sealed interface Join {

    /** Not at all: it stands alone. */
    record None() implements Join {}

    /** By a list, of which one that is up is enough. */
    record Tcp(List<String> hosts) implements Join {
        public Tcp {
            hosts = List.copyOf(hosts);
            if (hosts.isEmpty()) {
                throw new IllegalArgumentException("a list of no hosts");
            }
        }
    }

    /** By asking the network. */
    record Multicast(String group) implements Join {}

    /**
     * By asking Kubernetes.
     *
     * @param service name of a service in the same namespace, or with dots the DNS name of a headless one; empty for all pods
     */
    record Kubernetes(String service) implements Join {}

    /** Hazelcast's own. */
    String USUAL_GROUP = "224.2.2.3";

    /**
     * Reads {@code none}, {@code tcp:host1,host2:5702}, {@code multicast[:group]} or {@code kubernetes[:service]}.
     *
     * @throws IllegalArgumentException where it is none of these
     */
    static Join of(String text) {
        int colon = text.indexOf(':');
        String kind = colon < 0 ? text : text.substring(0, colon);
        String rest = colon < 0 ? "" : text.substring(colon + 1).strip();
        return switch (kind) {
            case "none" -> new None();
            case "tcp" ->
                new Tcp(Arrays.stream(rest.split(","))
                        .map(String::strip)
                        .filter(host -> !host.isEmpty())
                        .toList());
            case "multicast" -> new Multicast(rest.isEmpty() ? USUAL_GROUP : rest);
            case "kubernetes" -> new Kubernetes(rest);
            default -> throw new IllegalArgumentException(text);
        };
    }
}
