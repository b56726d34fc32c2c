namespace Mlops.Sdk.DuckDb.Tests;

public sealed class SqlStatementTests
{
    [Theory]
    [InlineData("SELECT 1", "SELECT 1")]
    [InlineData("SELECT 1; -- end; of it", "SELECT 1")]
    [InlineData("SELECT ';' AS \"a;b\" ;", "SELECT ';' AS \"a;b\" ")]
    [InlineData("SELECT 'it''s; fine';x", "SELECT 'it''s; fine'")]
    [InlineData("SELECT E'a\\';b';x", "SELECT E'a\\';b'")]
    [InlineData("SELECT name'a\\';x", "SELECT name'a\\'")]
    [InlineData("SELECT $$a;b$$, $t$;$$;$t$, $x;y", "SELECT $$a;b$$, $t$;$$;$t$, $x")]
    [InlineData("SELECT $1, $2;y", "SELECT $1, $2")]
    [InlineData("/* a; /* b; */ c; */ SELECT 1 -- d;\n;x", "/* a; /* b; */ c; */ SELECT 1 -- d;\n")]
    [InlineData("SELECT 'open;", "SELECT 'open;")]
    [InlineData("SELECT /* open;", "SELECT /* open;")]
    public void WithoutEnd_CutsAtTheSemicolonOfTheStatement(string sql, string expected) => Assert.Equal(expected, SqlStatement.WithoutEnd(sql));

    [Fact]
    public void Names_And_Literals_StayWhatTheyAre()
    {
        Assert.Equal("\"a\"\"b\"", SqlText.Identifier("a\"b"));
        Assert.Equal("'it''s; --'", SqlText.Literal("it's; --"));
        Assert.Throws<ArgumentException>(() => SqlText.Literal("a\0b"));
    }
}
