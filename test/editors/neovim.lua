-- Run by Neovim with pod.yaml open: tells what the editor shows. See editor.ts.
local function request(method, params)
  local answers, problem = vim.lsp.buf_request_sync(0, method, params, 10000)
  assert(answers, problem)
  for _, answer in pairs(answers) do
    return answer.result
  end
end

local function at(line, character)
  return { textDocument = vim.lsp.util.make_text_document_params(), position = { line = line, character = character } }
end

local seen = {}
local done, problem = pcall(function()
  assert(vim.wait(20000, function()
    return #vim.diagnostic.get(0) > 0
  end, 20), 'no diagnostics')
  local diagnostics = vim.diagnostic.get(0)
  seen.diagnostics = vim.tbl_map(function(diagnostic)
    return diagnostic.message
  end, diagnostics)

  seen.hover = request('textDocument/hover', at(7, 8)).contents.value

  local lsp = diagnostics[1].user_data.lsp
  local range = {
    start = { line = diagnostics[1].lnum, character = diagnostics[1].col },
    ['end'] = { line = diagnostics[1].end_lnum, character = diagnostics[1].end_col },
  }
  local actions = request('textDocument/codeAction', {
    textDocument = vim.lsp.util.make_text_document_params(),
    range = range,
    context = {
      diagnostics = { { range = range, message = diagnostics[1].message, code = lsp.code } },
      only = { 'quickfix' },
    },
  })
  for _, action in ipairs(actions) do
    if action.isPreferred then
      vim.lsp.util.apply_workspace_edit(action.edit, 'utf-16')
      break
    end
  end
  seen.fixed = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n') .. '\n'

  vim.api.nvim_buf_set_lines(0, -1, -1, false, { '      ' })
  local completion = request('textDocument/completion', at(vim.api.nvim_buf_line_count(0) - 1, 6))
  seen.completion = vim.tbl_map(function(item)
    return item.label
  end, completion.items or completion)
end)

if done then
  vim.fn.writefile({ vim.json.encode(seen) }, vim.env.PODWRIGHT_RESULT)
else
  io.stderr:write(tostring(problem), '\n')
end
vim.cmd('qall!')
