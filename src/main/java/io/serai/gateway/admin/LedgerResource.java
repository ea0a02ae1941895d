package io.serai.gateway.admin;

import io.serai.processors.identity.Right;
import io.serai.processors.ledger.Booking;
import io.serai.processors.ledger.LedgerReader;
import io.serai.processors.ledger.Line;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of the ledger. */
final class LedgerResource implements AdminResource {

    private static final List<String> COLUMNS = List.of(
            "id",
            "call",
            "step",
            "kind",
            "request",
            "attempt",
            "at",
            "booked_at",
            "tenant",
            "team",
            "application",
            "key",
            "user",
            "asked",
            "provider",
            "model",
            "operation",
            "input_tokens",
            "output_tokens",
            "cost",
            "reserved",
            "spent",
            "saved",
            "cause",
            "price",
            "node");

    private final LedgerReader ledger;

    LedgerResource(LedgerReader ledger) {
        this.ledger = ledger;
    }

    @Override
    public List<AdminOperation> operations() {
        return List.of(AdminOperation.read("listLedger", "/ledger", Right.LEDGER_READ, this::list));
    }

    private AdminAnswer list(AdminCall call) {
        LedgerReader.Page page = LedgerFilters.of(call)
                .map(filter -> LedgerFilters.page(() -> ledger.list(filter, call.text("cursor"), call.limit())))
                .orElseGet(() -> new LedgerReader.Page(List.of(), Optional.empty()));
        List<Map<String, Object>> rows =
                page.rows().stream().map(LedgerResource::shape).toList();
        return call.text("format").orElse("json").equals("csv")
                ? csv(rows, page.next())
                : AdminAnswer.ok(Shapes.page(rows, page.next()));
    }

    private static AdminAnswer csv(List<Map<String, Object>> rows, Optional<String> next) {
        StringBuilder csv = new StringBuilder(Csv.line(COLUMNS));
        rows.forEach(row ->
                csv.append(Csv.line(row.values().stream().map(String::valueOf).toList())));
        return Csv.answer(csv.toString(), next);
    }

    /** By {@link #COLUMNS}, in their order. */
    private static Map<String, Object> shape(Booking booking) {
        Line line = booking.line();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", booking.id());
        json.put("call", booking.call());
        json.put("step", booking.step());
        json.put("kind", booking.kind());
        json.put("request", line.request());
        json.put("attempt", line.attempt());
        json.put("at", Shapes.instant(line.at()));
        json.put("booked_at", Shapes.instant(booking.bookedAt()));
        json.put("tenant", line.tenant());
        json.put("team", line.team());
        json.put("application", line.app());
        json.put("key", line.key());
        json.put("user", line.user());
        json.put("asked", line.asked());
        json.put("provider", line.provider());
        json.put("model", line.model());
        json.put("operation", booking.operation());
        json.put("input_tokens", booking.amounts().input());
        json.put("output_tokens", booking.amounts().output());
        json.put("cost", booking.amounts().cost().toString());
        json.put("reserved", booking.reserved().toString());
        json.put("spent", booking.spent().toString());
        json.put("saved", booking.saved().toString());
        json.put("cause", booking.cause());
        json.put("price", booking.price());
        json.put("node", booking.origin().node());
        return json;
    }
}
