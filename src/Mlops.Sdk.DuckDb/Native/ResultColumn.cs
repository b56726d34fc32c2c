using System.Collections.Immutable;
using DuckDB.NET.Native;

namespace Mlops.Sdk;

/// <summary>What DuckDB says of a column of a result.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Width">The digits of a decimal.</param>
/// <param name="Scale">The digits of a decimal after the point.</param>
/// <param name="Storage">The type in which decimals and enums are held.</param>
/// <param name="Levels">The values of an enum.</param>
internal sealed record ResultColumn(string Name, DuckDBType Type, byte Width = 0, byte Scale = 0, DuckDBType Storage = DuckDBType.Invalid, ImmutableArray<string> Levels = default)
{
    /// <summary>Whether its strings are JSON, as of keys whose values are of several kinds.</summary>
    public bool IsJson { get; init; }

    public static ResultColumn Of(string name, DuckDBLogicalType type)
    {
        DuckDBType id = NativeMethods.LogicalType.DuckDBGetTypeId(type);
        return id switch
        {
            DuckDBType.Decimal => new ResultColumn(name, id, NativeMethods.LogicalType.DuckDBDecimalWidth(type), NativeMethods.LogicalType.DuckDBDecimalScale(type), NativeMethods.LogicalType.DuckDBDecimalInternalType(type)),
            DuckDBType.Enum => new ResultColumn(name, id, Storage: NativeMethods.LogicalType.DuckDBEnumInternalType(type), Levels: EnumLevels(type)),
            DuckDBType.Varchar => new ResultColumn(name, id) { IsJson = NativeCalls.Alias(type) == "JSON" },
            _ => new ResultColumn(name, id),
        };
    }

    private static ImmutableArray<string> EnumLevels(DuckDBLogicalType type)
    {
        uint count = NativeMethods.LogicalType.DuckDBEnumDictionarySize(type);
        var levels = ImmutableArray.CreateBuilder<string>((int)count);
        for (uint code = 0; code < count; code++) levels.Add(NativeMethods.LogicalType.DuckDBEnumDictionaryValue(type, code));
        return levels.MoveToImmutable();
    }
}
