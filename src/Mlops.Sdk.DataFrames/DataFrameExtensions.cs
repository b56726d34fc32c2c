using Microsoft.Data.Analysis;

namespace Mlops.Sdk;

/// <summary>Data frames in and out of datasets.</summary>
public static class DataFrameExtensions
{
    extension(Dataset data)
    {
        /// <summary>The columns of a data frame as a dataset: whole numbers as integers, floating point and decimal as numbers, bool as flags, DateTime as timestamps (local times in UTC), strings as categories where values repeat, else text. Null is missing, NaN a value.</summary>
        /// <param name="frame">The data frame; values are copied.</param>
        /// <param name="schema">Columns, types, levels and roles to convert to, such as those of the dataset that the frame was made of.</param>
        /// <exception cref="ArgumentException">A column has a type that no dataset column holds, or no name, or a name given twice; the message names every one.</exception>
        /// <exception cref="MlopsException">A whole number is beyond 64 bits with sign (MLO1036), or the columns do not fit the schema (MLO1101).</exception>
        public static Dataset FromDataFrame(DataFrame frame, Schema? schema = null)
        {
            ArgumentNullException.ThrowIfNull(frame);
            var unsupported = new List<string>();
            var columns = new List<Column>(frame.Columns.Count);
            foreach (DataFrameColumn column in frame.Columns)
            {
                if (FrameReader.Read(column) is { } converted) columns.Add(converted);
                else unsupported.Add($"'{column.Name}' ({column.DataType.Name})");
            }

            if (unsupported.Count > 0)
                throw new ArgumentException($"No column can hold {string.Join(", ", unsupported)}. Remove these columns from the data frame, or convert them to numbers, strings or DateTime.", nameof(frame));
            var read = new Dataset(columns);
            return schema is null ? read : read.Conform(schema);
        }

        /// <summary>The dataset as a data frame: numbers as double, integers as long, flags as bool, timestamps as DateTime, categories and texts as strings, missing as null. Roles and levels stay behind: give the schema to <c>Dataset.FromDataFrame</c> on the way back.</summary>
        public DataFrame ToDataFrame()
        {
            ArgumentNullException.ThrowIfNull(data);
            return new DataFrame(data.Columns.Select(FrameWriter.Write));
        }
    }
}
