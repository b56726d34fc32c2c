using System.Globalization;
using System.Text;
using CsCheck;
using Mlops.Sdk.Tracking.Tests.Support;
using static Mlops.Sdk.Tracking.Tests.Support.SharedWorkspace;

namespace Mlops.Sdk.Tracking.Tests.Access;

public sealed class DatasetPolicyTests
{
    private static readonly string[] s_columns = ["region", "name", "income", "age", "vip", "since"];

    [Fact]
    public async Task Apply_NoPolicyAndNoPrincipal_IsTheSameDataset()
    {
        SharedWorkspace shared = await CreateAsync("bob");
        Dataset data = Data(12, 1);
        Assert.Same(data, await Workspace.FromStores(new Mlops.Sdk.Testing.InMemoryWorkspaceStore(), shared.Artifacts, Samples.Options).Access.Datasets.ApplyAsync("loans", data));
        Assert.Same(data, await shared.Owner.Access.Datasets.ApplyAsync("loans", data));
        Workspace bob = shared.Open("bob");
        await RefusedAsync("MLO6084", async () => await bob.Access.Datasets.ApplyAsync("loans", data));
        await shared.Owner.Access.GrantAsync("bob", Securable.Dataset("loans"), [Privilege.Use]);
        await RefusedAsync("MLO6084", async () => await bob.Access.Datasets.ApplyAsync("loans", data));
        await shared.Owner.Access.GrantAsync("bob", Securable.Column("loans", "age"), [Privilege.Select]);
        Assert.Equal(["age"], (await bob.Access.Datasets.ApplyAsync("loans", data)).Schema.Select(field => field.Name));
        Assert.True(await bob.Access.Datasets.HidesAsync("loans"));
        await shared.Owner.Access.GrantAsync("bob", Securable.Catalog, AccessRole.Reader);
        Assert.Same(data, await bob.Access.Datasets.ApplyAsync("loans", data));
        Assert.False(await bob.Access.Datasets.HidesAsync("loans"));
    }

    [Fact]
    public async Task Apply_EveryMask_KeepsNamesTypesAndRolesAndHidesTheValues()
    {
        SharedWorkspace shared = await CreateAsync("bob");
        await shared.Owner.Access.GrantAsync("bob", Securable.Catalog, AccessRole.Reader);
        await MaskAsync("name", ColumnMask.Partial(first: 1, last: 2));
        await MaskAsync("region", ColumnMask.Hash);
        await MaskAsync("income", ColumnMask.Rounded(1000));
        await MaskAsync("age", ColumnMask.Hash);
        await MaskAsync("vip", ColumnMask.Constant("true"));
        await MaskAsync("since", ColumnMask.Null);
        Dataset data = Data(20, 3).WithRole("vip", ColumnRole.Label);
        Dataset seen = await shared.Open("bob").Access.Datasets.ApplyAsync("loans", data);

        Assert.Equal(data.Schema.Select(field => (field.Name, field.Type, field.Role)), seen.Schema.Select(field => (field.Name, field.Type, field.Role)));
        Assert.NotEqual(data.Fingerprint().Root, seen.Fingerprint().Root);
        for (int row = 0; row < data.RowCount; row++)
        {
            string name = data["name"].GetText(row);
            Assert.Equal(data["name"].IsMissing(row) ? "" : $"{name[0]}***{name[^2..]}", seen["name"].GetText(row));
            Assert.Equal(data["income"].IsMissing(row) ? null : Math.Floor((double)data["income"].GetValue(row)! / 1000) * 1000, (double?)seen["income"].GetValue(row));
            Assert.Equal("true", seen["vip"].GetText(row));
            Assert.True(seen["since"].IsMissing(row));
            Assert.True(data["region"].IsMissing(row) ? seen["region"].IsMissing(row) : seen["region"].GetText(row).Length == 32);
            for (int other = 0; other < row; other++)
                Assert.Equal(data["age"].GetText(row) == data["age"].GetText(other), seen["age"].GetText(row) == seen["age"].GetText(other));
        }

        // A hash is the same in the next version, and another in another dataset.
        Assert.Equal(seen["region"].GetText(0), (await shared.Open("bob").Access.Datasets.ApplyAsync("loans", data.Head(1)))["region"].GetText(0));
        await shared.Owner.Access.MaskColumnAsync("others", "region", ColumnMask.Hash);
        Assert.NotEqual(seen["region"].GetText(0), (await shared.Open("bob").Access.Datasets.ApplyAsync("others", data))["region"].GetText(0));

        Task MaskAsync(string column, ColumnMask mask) => shared.Owner.Access.MaskColumnAsync("loans", column, mask);
    }

    [Fact]
    public async Task Apply_ForGroupsAndExceptions_HidesFromThoseAlone()
    {
        SharedWorkspace shared = await CreateAsync("bob", "eve", "zoe");
        AccessControl access = shared.Owner.Access;
        await access.GrantAsync(Principal.Everyone, Securable.Catalog, AccessRole.Reader);
        await access.AddPrincipalAsync("auditors", PrincipalKind.Group);
        await access.AddMemberAsync("auditors", "eve");
        await access.MaskColumnAsync("loans", "name", ColumnMask.Null, except: ["auditors"]);
        await access.FilterRowsAsync("loans", RowFilter.Parse("region = PRINCIPAL OR age > 100"), ["zoe"]);
        Dataset data = new(CategoryColumn.FromValues("region", ["zoe", "bob", "eve"]), TextColumn.FromValues("name", ["x", "y", "z"]), new IntegerColumn("age", new long[] { 1, 2, 3 }));

        Assert.Equal(["", "", ""], await NamesAsync("bob"));
        Assert.Equal(["x", "y", "z"], await NamesAsync("eve"));
        Assert.Equal([""], await NamesAsync("zoe"));
        Assert.Equal(["", "", ""], await NamesAsync("ann"));
        Dataset zoe = await shared.Open("zoe").Access.Datasets.ApplyAsync("loans", data);
        Assert.Equal(["zoe"], ((CategoryColumn)zoe["region"]).Levels.Names);
        await access.SetDisabledAsync("auditors");
        Assert.Equal(["", "", ""], await NamesAsync("eve"));

        async Task<string[]> NamesAsync(string principal)
        {
            Column names = (await shared.Open(principal).Access.Datasets.ApplyAsync("loans", data))["name"];
            return [.. Enumerable.Range(0, names.Length).Select(names.GetText)];
        }
    }

    [Theory]
    [InlineData("vip", "hash", "column 'vip' holds Flag values")]
    [InlineData("since", "hash", "column 'since' holds Timestamp values")]
    [InlineData("income", "partial", "column 'income' holds Number values")]
    [InlineData("age", "constant", "the constant is none of these")]
    [InlineData("name", "rounded", "numbers alone are rounded")]
    public async Task Apply_MaskThatDoesNotFit_ShowsNothingAndTellsNoValue(string column, string mask, string expected)
    {
        SharedWorkspace shared = await CreateAsync();
        await shared.Owner.Access.MaskColumnAsync("loans", column, mask switch { "hash" => ColumnMask.Hash, "partial" => ColumnMask.Partial(), "constant" => ColumnMask.Constant("x"), _ => ColumnMask.Rounded(1) });
        MlopsException refused = await RefusedAsync("MLO6088", async () => await shared.Owner.Access.Datasets.ApplyAsync("loans", Data(5, 1)));
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("salary > 1", "there is no column 'salary'")]
    [InlineData("income = 'x'", "it is compared with a text")]
    [InlineData("vip > 1", "it is compared with a number")]
    [InlineData("age LIKE '4%'", "LIKE compares texts")]
    public async Task Apply_FilterThatDoesNotFit_ShowsNothing(string filter, string expected)
    {
        SharedWorkspace shared = await CreateAsync();
        await shared.Owner.Access.FilterRowsAsync("loans", RowFilter.Parse(filter));
        Assert.Contains(expected, (await RefusedAsync("MLO6088", async () => await shared.Owner.Access.Datasets.ApplyAsync("loans", Data(5, 1)))).Message, StringComparison.Ordinal);
    }

    // Whatever is hidden can be anything: the bits that a principal gets, bytes of the saved file included, are the same.
    [Fact]
    public void Apply_HiddenValuesChanged_GivesTheSameBits() =>
        Gen.Select(Gen.Int[1, 40], Gen.UInt, Gen.Int[0, 5].Array[6], Gen.UInt).Sample((rows, seed, choice, other) =>
        {
            DatasetPolicy[] policies = [Policy(1, RowFilter.Parse("region != 'hidden'")), .. s_columns.Select((column, i) => (column, i)).Where(one => choice[one.i] < 2).Select(one => Policy(2 + one.i, one.column, choice[one.i] == 0 ? ColumnMask.Null : ColumnMask.Constant(one.column switch { "vip" => "true", "since" => "2020-01-01", _ => "1" })))];
            Dataset data = Data(rows, seed), changed = Changed(data, choice, Data(rows, other));
            Func<string, bool> maySee = column => column == "region" || choice[Array.IndexOf(s_columns, column)] != 2;
            byte[] secret = new byte[32];
            Dataset seen = DatasetMasker.Apply(data, "loans", "bob", policies, maySee, secret, default), seenChanged = DatasetMasker.Apply(changed, "loans", "bob", policies, maySee, secret, default);
            Assert.Equal(seen.Fingerprint().Root, seenChanged.Fingerprint().Root);
            Assert.Equal(Saved(seen), Saved(seenChanged));
            foreach (string text in s_columns.Where(seen.Schema.Contains))
                if (seen[text] is TextColumn one && seenChanged[text] is TextColumn two) Assert.True(one.Utf8.SequenceEqual(two.Utf8));
        }, iter: 150);

    [Fact]
    public void Apply_HashPartAndStep_LeaveNoValueInAnyForm() =>
        Gen.Select(Gen.Int[1, 40], Gen.UInt).Sample((rows, seed) =>
        {
            Dataset data = Data(rows, seed);
            DatasetPolicy[] policies = [Policy(1, "name", ColumnMask.Hash), Policy(2, "name", ColumnMask.Partial(2)), Policy(3, "region", ColumnMask.Hash), Policy(4, "income", ColumnMask.Rounded(10)), Policy(5, "income", ColumnMask.Hash), Policy(6, "age", ColumnMask.Hash)];
            Dataset seen = DatasetMasker.Apply(data, "loans", "bob", policies, _ => true, new byte[32], default);
            using var csv = new MemoryStream();
            seen.SortBy("name").SaveCsv(csv);
            string text = Encoding.UTF8.GetString(csv.ToArray()) + Encoding.Latin1.GetString(Saved(seen));
            for (int row = 0; row < rows; row++)
            {
                foreach (string column in (string[])["name", "region"])
                    Assert.True(data[column].IsMissing(row) || !text.Contains(data[column].GetText(row), StringComparison.Ordinal), $"{column} {data[column].GetText(row)}");
                foreach (string column in (string[])["income", "age"])
                    Assert.True(data[column].IsMissing(row) || !Enumerable.Range(0, rows).Any(other => seen[column].GetText(other) == data[column].GetText(row)), column);
            }
        }, iter: 50);

    [Fact]
    public void RowFilter_AnyFilter_ReadsBackAndAgreesWithThreeValuedLogic()
    {
        Gen<(RowFilter Filter, Func<DataRow, bool?> Holds)> one = Gen.Select(Gen.Int[0, 9], Gen.Double[-2000, 4000], Gen.Int[18, 90]).Select(t => Leaf(t.Item1, t.Item2, t.Item3));
        Gen<(RowFilter Filter, Func<DataRow, bool?> Holds)> tree = Gen.Select(one.Array[1, 4], Gen.Int[0, 2].Array[4], Gen.Bool.Array[4]).Select(t => Joined(t.Item1, t.Item2, t.Item3));
        Dataset data = Data(60, 9);
        tree.Sample(filter =>
        {
            RowFilter back = RowFilter.Parse(filter.Filter.ToString());
            Assert.Equal(filter.Filter.ToString(), back.ToString());
            sbyte[] judged = back.Judge(data, "ann");
            for (int row = 0; row < data.RowCount; row++) Assert.Equal(filter.Holds(data.Row(row)) switch { null => (sbyte)-1, true => (sbyte)1, false => (sbyte)0 }, judged[row]);
        }, iter: 300);
    }

    [Theory]
    [InlineData("")]
    [InlineData("region = ")]
    [InlineData("region = 'x' OR")]
    [InlineData("region = x")]
    [InlineData("1 = 1; DROP TABLE audit")]
    [InlineData("income > NaN")]
    [InlineData("region IN ()")]
    [InlineData("(region = 'x'")]
    [InlineData("region NOT = 'x'")]
    public void RowFilter_BadText_IsRefusedWithItsPlace(string text) => Assert.Contains("At position", Assert.Throws<ArgumentException>(() => RowFilter.Parse(text)).Message, StringComparison.Ordinal);

    private static (RowFilter Filter, Func<DataRow, bool?> Holds) Leaf(int kind, double number, int age)
    {
        string digits = number.ToString("R", CultureInfo.InvariantCulture);
        return kind switch
        {
            0 => (RowFilter.Parse("region IN ('north', 'ann')"), row => row["region"] is string region ? region is "north" or "ann" : null),
            1 => (RowFilter.Between("income", min: number), row => row["income"] is double income ? income >= number : null),
            2 => (RowFilter.Parse($"income < {digits}"), row => row["income"] is double income ? income < number : null),
            3 => (RowFilter.Parse(string.Create(CultureInfo.InvariantCulture, $"age != {age}")), row => row["age"] is long found ? found != age : null),
            4 => (RowFilter.Is("vip", true), row => row["vip"] is bool vip ? vip : null),
            5 => (RowFilter.Parse("since >= '2020-06-01'"), row => row["since"] is DateTime since ? since >= new DateTime(2020, 6, 1) : null),
            6 => (RowFilter.IsPrincipal("region"), row => row["region"] is string region ? region == "ann" : null),
            7 => (RowFilter.Parse("name LIKE 'n%7'"), row => row["name"] is string name ? name.StartsWith('n') && name.EndsWith('7') : null),
            8 => (RowFilter.IsMissing("name"), row => row["name"] is null),
            _ => (RowFilter.Parse("`region` NOT IN ('south', 'it''s')"), row => row["region"] is string region ? region is not ("south" or "it's") : null),
        };
    }

    private static (RowFilter Filter, Func<DataRow, bool?> Holds) Joined((RowFilter Filter, Func<DataRow, bool?> Holds)[] leaves, int[] joins, bool[] negated)
    {
        (RowFilter Filter, Func<DataRow, bool?> Holds) all = leaves[0];
        for (int i = 0; i < leaves.Length; i++)
        {
            ((RowFilter left, Func<DataRow, bool?> holdsLeft), (RowFilter right, Func<DataRow, bool?> holdsRight)) = (all, leaves[i]);
            all = joins[i] == 0
                ? (RowFilter.All(left, right), row => holdsLeft(row) & holdsRight(row))
                : (RowFilter.Any(left, right), row => holdsLeft(row) | holdsRight(row));
            Func<DataRow, bool?> holds = all.Holds;
            if (negated[i]) all = (RowFilter.Not(all.Filter), row => !holds(row));
        }

        return all;
    }

    private static DatasetPolicy Policy(int number, RowFilter rows) => new() { Number = number, Dataset = "loans", Rows = rows, SetBy = "ann", SetAt = default };

    private static DatasetPolicy Policy(int number, string column, ColumnMask mask) => new() { Number = number, Dataset = "loans", Column = column, Mask = mask, SetBy = "ann", SetAt = default };

    // Rows that the filter hides, and columns that are null, constant or denied, get the values of another dataset; the column that filters stays.
    private static Dataset Changed(Dataset data, int[] choice, Dataset other) => new(data.Columns.Select((column, i) =>
    {
        bool isHidden = choice[i] <= 2 && column.Name != "region";
        object?[] values = [.. Enumerable.Range(0, data.RowCount).Select(row => column.Name != "region" && (isHidden || data["region"].GetText(row) is "hidden" or "") ? other[column.Name].GetValue(row) : column.GetValue(row))];
        return Column(column.Name, values);
    }));

    private static Dataset Data(int rows, uint seed)
    {
        var random = new PCG(seed % 1000 + 1, seed);
        object?[][] values = [.. s_columns.Select(_ => new object?[rows])];
        for (int row = 0; row < rows; row++)
        {
            values[0][row] = One(["north", "south", "hidden", "ann", null]);
            values[1][row] = One([null, $"name{random.Next64() % 1_000_000:D6}", $"name{random.Next64() % 1_000_000:D6}"]);
            values[2][row] = One([null, 1000.5 + random.Next64() % 100_000 / 8.0, -1500.25]);
            values[3][row] = One([(long)(18 + random.Next64() % 70), null]);
            values[4][row] = One([true, false, null]);
            values[5][row] = One([new DateTime(2020, 1, 1).AddDays(random.Next64() % 365), null]);
        }

        return new Dataset(s_columns.Select((name, i) => Column(name, values[i])));

        object? One(object?[] of) => of[random.Next64() % (ulong)of.Length];
    }

    private static Column Column(string name, object?[] values) => name switch
    {
        "region" => CategoryColumn.FromValues(name, values.Cast<string?>()),
        "name" => TextColumn.FromValues(name, values.Cast<string?>()),
        "income" => new NumberColumn(name, values.Select(value => (double?)value ?? double.NaN).ToArray()),
        "age" => new IntegerColumn(name, values.Select(value => (long?)value ?? 0).ToArray(), MissingMask.Create(values.Length, row => values[row] is null)),
        "vip" => new FlagColumn(name, values.Select(value => (bool?)value ?? false).ToArray(), MissingMask.Create(values.Length, row => values[row] is null)),
        _ => new TimestampColumn(name, values.Select(value => ((DateTime?)value)?.Ticks ?? 0).ToArray(), MissingMask.Create(values.Length, row => values[row] is null)),
    };

    private static byte[] Saved(Dataset data)
    {
        using var directory = new TempDirectory();
        data.Save(directory.File("data"));
        return File.ReadAllBytes(directory.File("data"));
    }
}
