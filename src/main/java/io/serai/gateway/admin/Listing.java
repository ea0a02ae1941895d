package io.serai.gateway.admin;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Cuts what is in memory into pages, in the order of ids. A cursor names the last item of a page, so that the next goes on there, whatever
 * has come or gone in between.
 *
 * @param <T> what is listed
 */
record Listing<T>(Function<T, String> id, Function<T, Map<String, Object>> shape) {

    AdminAnswer page(AdminCall call, List<T> items) {
        String after = call.text("cursor").map(Cursor::read).orElse("");
        List<T> rest = items.stream()
                .filter(item -> id.apply(item).compareTo(after) > 0)
                .sorted(Comparator.comparing(id))
                .toList();
        List<T> page = rest.subList(0, Math.min(call.limit(), rest.size()));
        Optional<String> next = page.size() < rest.size()
                ? Optional.of(Cursor.write(id.apply(page.get(page.size() - 1))))
                : Optional.empty();
        return AdminAnswer.ok(Shapes.page(page.stream().map(shape).toList(), next));
    }
}
