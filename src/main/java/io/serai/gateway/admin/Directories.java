package io.serai.gateway.admin;

import io.serai.api.error.CallerException;
import io.serai.processors.directory.Page;
import java.util.function.Supplier;

/** Reads lists of the directory, in this API's words. */
final class Directories {

    private Directories() {}

    /** @throws ProblemException HTTP 400 where the cursor is none, or that of another order */
    static <T> Page<T> page(Supplier<Page<T>> list) {
        try {
            return list.get();
        } catch (CallerException e) {
            // Which calls it "after", as SQL has it.
            throw ProblemException.badParameter("cursor", "expected the 'next' of the page before, in the same order");
        }
    }
}
