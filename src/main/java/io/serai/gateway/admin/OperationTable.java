package io.serai.gateway.admin;

import io.serai.api.error.ErrorKind;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the operation that a method and a path mean. */
final class OperationTable {

    /** An operation, and what its path's variables stand for. */
    record Match(AdminOperation operation, Map<String, String> variables) {}

    private final List<AdminOperation> operations;

    OperationTable(List<AdminOperation> operations) {
        this.operations = List.copyOf(operations);
    }

    /**
     * @param path as it was sent: a slash within a variable is escaped
     * @return empty where the path is none of the API's
     * @throws ProblemException where it is, but does not know the method
     */
    Optional<Match> find(String method, String path) {
        String[] segments = path.split("/", -1);
        Set<String> others = new TreeSet<>();
        for (AdminOperation operation : operations) {
            Map<String, String> variables = match(operation.path(), segments);
            if (variables != null) {
                if (operation.method().equals(method)) {
                    return Optional.of(new Match(operation, variables));
                }
                others.add(operation.method());
            }
        }
        if (!others.isEmpty()) {
            String known = String.join(", ", others);
            throw new ProblemException(new Problem(
                    ErrorKind.CALLER_METHOD_NOT_ALLOWED.status(),
                    ErrorKind.CALLER_METHOD_NOT_ALLOWED,
                    "This path knows " + known + ".",
                    List.of(),
                    Map.of("allow", known)));
        }
        return Optional.empty();
    }

    private static @Nullable Map<String, String> match(String template, String[] segments) {
        String[] wanted = template.split("/", -1);
        if (wanted.length != segments.length) {
            return null;
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].startsWith("{")) {
                variables.put(wanted[i].substring(1, wanted[i].length() - 1), decoded(segments[i]));
            } else if (!wanted[i].equals(segments[i])) {
                return null;
            }
        }
        return variables;
    }

    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return segment;
        }
    }
}
