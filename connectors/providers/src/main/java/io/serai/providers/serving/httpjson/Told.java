package io.serai.providers.serving.httpjson;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which members of a request a template tells, as far as its paths show it: by their first name, and the index behind that. So a caller
 * learns of a second input where the template knows one only.
 */
final class Told {

    private static final Pattern START = Pattern.compile("\\$\\['([^']+)'](?:\\[(-?\\d+)])?.*");

    /** Of a member that is told as a whole. */
    private static final Set<Integer> WHOLE = Set.of();

    private final Map<String, Set<Integer>> members = new HashMap<>();
    private boolean everything;

    Told(List<String> paths) {
        for (String path : paths) {
            Matcher start = START.matcher(path);
            if (!start.matches()) {
                everything = true;
            } else if (start.group(2) == null) {
                members.put(start.group(1), WHOLE);
            } else {
                index(start.group(1), Integer.valueOf(start.group(2)));
            }
        }
    }

    private void index(String name, Integer index) {
        Set<Integer> known = members.get(name);
        if (known == null) {
            members.put(name, new HashSet<>(Set.of(index)));
        } else if (!known.isEmpty()) {
            known.add(index);
        }
    }

    /** What of a member stays untold: itself, or elements of it. */
    List<String> untold(String name, Object value) {
        if (everything) {
            return List.of();
        }
        Set<Integer> indexes = members.get(name);
        if (indexes == null) {
            return List.of(name);
        }
        if (indexes.isEmpty() || !(value instanceof List<?> list)) {
            return List.of();
        }
        List<String> untold = new ArrayList<>(0);
        for (int i = 0; i < list.size(); i++) {
            if (!indexes.contains(i) && !indexes.contains(i - list.size())) {
                untold.add(name + "[" + i + "]");
            }
        }
        return untold;
    }
}
