package io.serai.processors.store;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Texts that break out of SQL that is put together from strings: of each kind there is, in each way of beginning and ending. */
public final class SqlPayloads {

    private static final List<String> BEGINNINGS = List.of(
            "",
            "'",
            "\"",
            "')",
            "'))",
            "\\'",
            "%27",
            "1",
            "-1",
            "1)",
            "x' ",
            "ten_home'",
            "\u02bc",
            "\uff07",
            "$$",
            "`");

    private static final List<String> MIDDLES = List.of(
            " or 1=1",
            " or '1'='1",
            " OR ''='",
            " and 1=2 union select null,null,null,null,null",
            " union all select id,name,status,version,created_at from tenant",
            " union select hash,key_id,shown,ends_at,created_at from key_secret",
            "; drop table tenant cascade",
            "; delete from change",
            "; update api_key set status='active'",
            "; insert into tenant values ('ten_x','x','active',1,now())",
            "; select pg_sleep(10)",
            " and 1=(select 1 from pg_sleep(10))",
            "||pg_sleep(10)",
            " and (select count(*) from generate_series(1,100000000))>0",
            "; call SLEEP(10000)",
            " or exists(select 1 from information_schema.tables)",
            " and cast((select version()) as int)=1",
            " and 1=cast(chr(126)||(select current_user)||chr(126) as numeric)",
            "; copy tenant to program 'id'",
            "; create alias EXEC as 'void e(String s){}'; call EXEC('id')",
            " order by 100",
            " limit 0 offset 0 --",
            " group by id having 1=1",
            "; set role postgres",
            "; truncate change",
            " /*!50000 or 1=1*/",
            "/**/or/**/1/**/=/**/1",
            " or 1 in (select file_read('/etc/passwd'))",
            "; script to '/tmp/x'",
            " and lo_import('/etc/passwd')>0",
            " or id like '%",
            " or name ~ '.*",
            ":id",
            ":tenant or 1=1");

    private static final List<String> ENDS = List.of("", "--", "#", "/*", ";--", "' --");

    private SqlPayloads() {}

    /** More than 500, all different. Each middle comes with each beginning, in turn with one of the ends. */
    public static List<String> all() {
        Set<String> payloads = new LinkedHashSet<>();
        int turn = 0;
        for (String middle : MIDDLES) {
            for (String beginning : BEGINNINGS) {
                payloads.add(beginning + middle + ENDS.get(turn++ % ENDS.size()));
            }
        }
        payloads.addAll(List.of(
                "'",
                "''",
                "\"",
                "\\",
                "%",
                "_",
                "%%",
                "\u0000",
                "a\u0000'",
                "\ud800",
                "?",
                "??",
                "{fn now()}",
                "${x}",
                "<x>"));
        return List.copyOf(payloads);
    }
}
