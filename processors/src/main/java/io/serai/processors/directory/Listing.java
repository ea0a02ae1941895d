package io.serai.processors.directory;

import io.serai.processors.directory.Page.Ask;
import io.serai.processors.directory.Page.Mark;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.statement.Query;

/** Lists of rows, page by page: of each page one row more is read, which says whether there is another. */
final class Listing {

    private Listing() {}

    /** Binds {@code :sort}, {@code :at}, {@code :text}, {@code :before} and {@code :limit}; of the first page {@code :before} is null. */
    static Query bind(Query query, Ask ask) {
        Optional<Mark> mark = ask.mark();
        return query.bind("sort", ask.sort().label())
                .bind("at", mark.map(Mark::createdAt).orElse(Instant.EPOCH))
                .bind("text", mark.map(Mark::name).orElse(""))
                .bind("before", mark.map(Mark::id).orElse(null))
                .bind("limit", ask.limit() + 1);
    }

    static <T> Page<T> page(List<T> rows, Ask ask, Function<T, Mark> mark) {
        if (rows.size() <= ask.limit()) {
            return new Page<>(rows, Optional.empty());
        }
        List<T> items = rows.subList(0, ask.limit());
        return new Page<>(
                items, Optional.of(mark.apply(items.get(items.size() - 1)).text(ask.sort())));
    }
}
