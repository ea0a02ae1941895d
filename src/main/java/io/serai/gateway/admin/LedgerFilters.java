package io.serai.gateway.admin;

import io.serai.api.error.CallerException;
import io.serai.processors.ledger.Dimension;
import io.serai.processors.ledger.Filter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Which calls a query about usage or the ledger is about. */
final class LedgerFilters {

    private LedgerFilters() {}

    /** What the API calls a dimension: an application is spelled out everywhere in it. */
    static String name(Dimension dimension) {
        return dimension == Dimension.APP ? "application" : dimension.label();
    }

    /** @param name that the document allows */
    static Dimension dimension(String name) {
        return name.equals("application") ? Dimension.APP : Dimension.valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Empty where nothing of what is asked for is the caller's to see. */
    static Optional<Filter> of(AdminCall call) {
        Interval interval = Interval.of(call);
        return Extent.of(call).map(extent -> {
            Map<Dimension, String> equal = new EnumMap<>(Dimension.class);
            for (Dimension dimension : Dimension.values()) {
                call.text(name(dimension)).ifPresent(value -> equal.put(dimension, value));
            }
            put(equal, Dimension.TENANT, extent.tenant());
            put(equal, Dimension.TEAM, extent.team());
            return new Filter(interval.from(), interval.until(), equal);
        });
    }

    private static void put(Map<Dimension, String> equal, Dimension dimension, String value) {
        if (!value.isEmpty()) {
            equal.put(dimension, value);
        }
    }

    /** The answer of a query whose cursor may be none of ours. */
    static <T> T page(Supplier<T> query) {
        try {
            return query.get();
        } catch (IllegalArgumentException | CallerException e) {
            throw ProblemException.badParameter("cursor", "expected the 'next' of the page before");
        }
    }
}
