-- Podwright in Neovim 0.7 or later. Put this file into ~/.config/nvim/plugin/; `npm install --global podwright` brings
-- the server.

local settings = {
  -- kubernetesVersion = '1.34',
  -- podSecurity = 'restricted',
}

local language_ids = { sh = 'shellscript' }
local client

vim.api.nvim_create_autocmd('FileType', {
  pattern = { 'yaml', 'json', 'markdown', 'sh' },
  callback = function(args)
    client = client
      or vim.lsp.start_client({
        name = 'podwright',
        cmd = { 'podwright-language-server', '--stdio' },
        root_dir = vim.fn.getcwd(),
        settings = { podwright = settings },
        get_language_id = function(_, filetype)
          return language_ids[filetype] or filetype
        end,
        on_exit = function()
          client = nil
        end,
      })
    if client then
      vim.lsp.buf_attach_client(args.buf, client)
      vim.bo[args.buf].omnifunc = 'v:lua.vim.lsp.omnifunc'
    end
  end,
})
