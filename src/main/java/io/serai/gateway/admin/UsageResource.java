package io.serai.gateway.admin;

import io.serai.processors.identity.Right;
import io.serai.processors.ledger.Dimension;
import io.serai.processors.ledger.Filter;
import io.serai.processors.ledger.UsageCsv;
import io.serai.processors.ledger.UsageQuery;
import io.serai.processors.ledger.UsageQuery.Bucket;
import io.serai.processors.ledger.UsageRow;
import io.serai.processors.ledger.Usages;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was used and what it cost, summed up by any dimension and interval. */
final class UsageResource implements AdminResource {

    /** No call at all. */
    private static final Filter NOTHING = new Filter(0, 0, Map.of());

    private final Usages usages;

    UsageResource(Usages usages) {
        this.usages = usages;
    }

    @Override
    public List<AdminOperation> operations() {
        return List.of(AdminOperation.read("queryUsage", "/usage", Right.USAGE_READ, this::query));
    }

    private AdminAnswer query(AdminCall call) {
        UsageQuery query = new UsageQuery(
                LedgerFilters.of(call).orElse(NOTHING),
                by(call),
                Bucket.valueOf(call.text("interval").orElse("none").toUpperCase(Locale.ROOT)),
                zone(call),
                call.limit(),
                call.text("cursor"));
        boolean seesNothing = query.filter().equals(NOTHING);
        Usages.Page page = seesNothing
                ? new Usages.Page(List.of(), Optional.empty())
                : LedgerFilters.page(() -> usages.query(query));
        if (call.text("format").orElse("json").equals("csv")) {
            return Csv.answer(UsageCsv.header(query) + UsageCsv.lines(query, page.rows()), page.next());
        }
        return AdminAnswer.ok(
                Shapes.page(page.rows().stream().map(UsageResource::shape).toList(), page.next()));
    }

    private static Set<Dimension> by(AdminCall call) {
        Set<Dimension> by = EnumSet.noneOf(Dimension.class);
        call.texts("by").forEach(name -> by.add(LedgerFilters.dimension(name)));
        return by;
    }

    private static ZoneOffset zone(AdminCall call) {
        try {
            return ZoneOffset.of(call.text("zone").orElse("Z"));
        } catch (DateTimeException e) {
            throw ProblemException.badParameter("zone", "expected an offset such as +01:00");
        }
    }

    private static Map<String, Object> shape(UsageRow row) {
        Map<String, Object> group = new LinkedHashMap<>();
        row.group().forEach((dimension, value) -> group.put(LedgerFilters.name(dimension), value));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("group", group);
        json.put("from", Shapes.bounded(row.bucketFrom()));
        json.put("requests", row.requests());
        json.put("attempts", row.attempts());
        json.put("input_tokens", row.input());
        json.put("output_tokens", row.output());
        json.put("cost", row.cost().toString());
        json.put("saved", row.saved().toString());
        return json;
    }
}
